import type { EntityType } from '../definition/entity-type.ts';
import type { Command, CommandContext, LinkedRecord, Outcome } from './command.ts';
import { decide } from './decide.ts';
import type { RecordState } from './record.ts';
import type { Refusal } from './refusal.ts';

/** The deal of the contract, with more of everything that a decision looks at. */
export const DEAL: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 200 },
    { key: 'code', label: 'Code', kind: 'autonumber', format: 'D-{0000}' },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0 },
    {
      key: 'discount',
      label: 'Apply discount',
      kind: 'select',
      default: 'no',
      options: [
        { key: 'yes', label: 'Yes' },
        { key: 'no', label: 'No' },
        { key: 'maybe', label: 'Maybe', retired: true },
      ],
    },
    {
      key: 'taxed',
      label: 'With tax',
      kind: 'money',
      currency: 'EUR',
      formula: '= payable * 1.2',
    },
    {
      key: 'payable',
      label: 'Payable',
      kind: 'money',
      currency: 'EUR',
      formula: '= if discount = "yes" then amount * 0.95 else amount',
    },
    { key: 'phone', label: 'Phone', kind: 'phone' },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: [{ key: 'hot', label: 'Hot' }] },
    { key: 'width', label: 'Width', kind: 'number' },
    { key: 'items', label: 'Items', kind: 'lines', currency: 'EUR', target: 'product' },
    {
      key: 'reason',
      label: 'Why a discount',
      kind: 'text',
      requiredWhen: { combinator: 'and', rules: [{ field: 'discount', operator: '=', value: 'yes' }] },
    },
    {
      key: 'lossReason',
      label: 'Loss reason',
      kind: 'select',
      options: [
        { key: 'competitor', label: 'Chose a competitor' },
        { key: 'postponed', label: 'Not now' },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'approach', name: 'Approach', group: 'open' },
        { key: 'proposal', name: 'Proposal', group: 'open', required: ['amount', 'phone'] },
        {
          key: 'big',
          name: 'Big',
          group: 'open',
          guard: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1000 }] },
        },
        { key: 'few', name: 'Few', group: 'open', limit: 2 },
        { key: 'closed', name: 'For managers', group: 'open', rights: { enter: ['manager'], leave: ['manager'] } },
        { key: 'won', name: 'Won', group: 'won' },
        { key: 'lost', name: 'Lost', group: 'lost', required: ['lossReason'] },
      ],
    },
    {
      key: 'service',
      name: 'Service',
      stages: [
        { key: 'asked', name: 'Asked', group: 'open' },
        { key: 'doing', name: 'Doing', group: 'open' },
        { key: 'done', name: 'Done', group: 'won' },
      ],
      transitions: [
        { from: 'asked', to: 'doing' },
        { from: 'doing', to: 'done', roles: ['manager'] },
        {
          from: 'doing',
          to: 'asked',
          guard: { combinator: 'and', rules: [{ field: 'phone', operator: 'notNull' }] },
        },
      ],
    },
  ],
};

export const NOW = '2026-03-02T10:00:00.000Z';
export const LATER = '2026-03-04T12:30:00.000Z';
export const ME = '01900000-0000-7000-8000-000000000001';
export const OTHER = '01900000-0000-7000-8000-000000000002';
export const RECORD = '01900000-0000-7000-8000-0000000000aa';
export const COMPANY = '01900000-0000-7000-8000-0000000000c1';
const PRODUCT = '01900000-0000-7000-8000-0000000000d1';

/** A member of staff in Kyiv, writing a new record or the one there is. */
export function contextOf(own: Partial<CommandContext> = {}): CommandContext {
  const known: LinkedRecord[] = [
    { id: COMPANY, entityType: 'company', title: 'Acme', doc: { name: 'Acme', region: 'emea', rate: 3 } },
    { id: PRODUCT, entityType: 'product', title: 'Paint', doc: { name: 'Paint' } },
  ];
  return {
    now: NOW,
    actor: { kind: 'user', id: ME },
    roles: ['member'],
    organization: { timeZone: 'Europe/Kyiv', currency: 'EUR', defaultCountry: 'UA' },
    definitionVersion: 1,
    linked: (id) => known.find((record) => record.id === id),
    userExists: (id) => id === ME || id === OTHER,
    id: RECORD,
    number: 42,
    rank: 'm',
    ...own,
  };
}

/** A decision that must succeed. */
export function decided(
  record: RecordState | null,
  command: Command,
  own: Partial<CommandContext> = {},
  definition: EntityType = DEAL,
): Outcome {
  const result = decide(definition, record, command, contextOf(own));
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** A decision that must be refused. */
export function refused(
  record: RecordState | null,
  command: Command,
  own: Partial<CommandContext> = {},
  definition: EntityType = DEAL,
): Refusal {
  const result = decide(definition, record, command, contextOf(own));
  if (result.ok) throw new Error('It was not refused.');
  return result.refusal;
}

/** A deal in its first stage. */
export const aDeal = (doc: RecordState['doc'] = {}, definition: EntityType = DEAL): RecordState =>
  decided(null, { kind: 'create', doc: { title: 'Sell paint', ...doc } }, {}, definition).next;
