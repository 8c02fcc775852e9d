import type { FieldSettings } from '../fields/field.ts';
import type { FormulaEnvironment, FormulaRecord } from './context.ts';

/** A deal with a field of most kinds, its company, and a record of it, for tests of this room. */
export const DEAL: FieldSettings[] = [
  { key: 'title', label: 'Title', kind: 'text' },
  { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
  { key: 'company', label: 'Company', kind: 'link', target: 'company' },
  { key: 'partners', label: 'Partners', kind: 'links', target: 'company' },
  { key: 'due', label: 'Due', kind: 'date' },
  { key: 'meeting', label: 'Meeting', kind: 'dateTime' },
  { key: 'effort', label: 'Effort', kind: 'duration' },
  { key: 'discount', label: 'Discount', kind: 'select', options: [{ key: 'yes', label: 'Yes' }] },
  { key: 'tags', label: 'Tags', kind: 'multiSelect', options: [{ key: 'x', label: 'X' }] },
  { key: 'agreed', label: 'Agreed', kind: 'boolean' },
  { key: 'items', label: 'Items', kind: 'lines', target: 'product' },
  { key: 'count', label: 'Count', kind: 'integer' },
];

export const COMPANY: FieldSettings[] = [
  { key: 'region', label: 'Region', kind: 'select' },
  { key: 'parent', label: 'Parent', kind: 'link', target: 'company' },
];

export const fieldsOf = (entityType: string): FieldSettings[] | undefined =>
  entityType === 'company' ? COMPANY : undefined;

export const environment: FormulaEnvironment = {
  now: '2026-03-05T23:30:00Z',
  timeZone: 'Asia/Tokyo',
  fieldsOf,
  linked: (id) => (id === 'acme' ? { id, title: 'Acme', doc: { region: 'emea', parent: 'umbrella' } } : undefined),
  url: 'https://etapa.example/deal/1',
};

export const deal: FormulaRecord = {
  id: 'd1',
  number: 7,
  title: 'Roof',
  stage: 'proposal',
  ownerId: 'olga',
  createdAt: '2026-01-01T00:00:00Z',
  doc: {
    title: 'Roof',
    amount: 1200.5,
    company: 'acme',
    due: '2026-03-01',
    meeting: '2026-03-01T10:00:00Z',
    effort: 'PT2H',
    discount: 'yes',
    items: [
      { product: 'p1', name: 'Tile', quantity: 3, unitPrice: 0.1, total: 0.3 },
      { name: 'Nail', quantity: 1, unitPrice: 0.2, total: 0.2 },
    ],
  },
};
