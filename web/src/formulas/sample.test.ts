import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { linkedIds, tryFormula } from './sample.ts';

const COMPANY: EntityType = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'rate', label: 'Rate', kind: 'number' },
  ],
};
const TYPE: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'net', label: 'Net', kind: 'money', currency: 'EUR', formula: '= amount * 0.9' },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'items', label: 'Items', kind: 'lines', target: 'product' },
  ],
};
const FEE: Field = { key: 'fee', label: 'Fee', kind: 'money', currency: 'EUR' };

const record = (id: string, entityType: string, doc: Doc) =>
  ({ id, entityType, doc, title: 'X', number: 1 }) as RecordView;

function tried(formula: string, field: Field | undefined = FEE, doc: Doc = { amount: 100.05, company: 'acme' }) {
  return tryFormula(formula, field, TYPE, record('d1', 'deal', doc), {
    now: '2026-03-05T23:30:00Z',
    timeZone: 'Asia/Tokyo',
    currency: 'EUR',
    types: [COMPANY],
    linked: new Map([['acme', record('acme', 'company', { name: 'Acme', rate: 2 })]]),
    me: { id: 'me', name: 'Ann' },
    rule: false,
  });
}

describe('a formula tried on a record', () => {
  it('gives what the field will hold, rounded as it will be', () => {
    expect(tried('= amount / 3')).toMatchObject({ ok: true, value: 33.35 });
    expect(tried('= amount * company.rate')).toMatchObject({ ok: true, value: 200.1 });
  });

  it('reads other computed fields as the draft computes them, whatever the record holds of before', () => {
    expect(tried('= net * 2', FEE, { amount: 10, net: 777 })).toMatchObject({ ok: true, value: 18 });
  });

  it('knows the organisation’s day', () => {
    const day: Field = { key: 'day', label: 'Day', kind: 'date' };
    expect(tried('= today()', day)).toMatchObject({ ok: true, value: '2026-03-06' });
  });

  it('says which part gave nothing, and that a result is of another kind', () => {
    expect(tried('= amount * 2', FEE, {})).toMatchObject({ ok: true, value: null });
    expect(tried('= "much"')).toEqual({ ok: false, reason: 'wrong_kind' });
    expect(tried('= for i in 1..100000 return i', undefined)).toEqual({ ok: false, reason: 'stopped' });
  });
});

describe('records a formula may look into', () => {
  it('are those of links and of product rows, each once', () => {
    const items: Doc[] = [{ product: 'p1', name: 'A' }, { product: 'p1', name: 'B' }, { name: 'C' }];
    expect(linkedIds(TYPE, { company: 'acme', items })).toEqual([
      { entityType: 'company', id: 'acme' },
      { entityType: 'product', id: 'p1' },
    ]);
  });
});
