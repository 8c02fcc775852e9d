import type { Doc, JsonValue } from '../fields/field.ts';
import type { ConditionGroup, ConditionRule, Operator } from './condition.ts';
import type { ConditionContext, ConditionRecord, ConditionSchema } from './context.ts';
import { evaluate } from './evaluate.ts';

const ann = '00000000-0000-7000-8000-00000000000a';
const ben = '00000000-0000-7000-8000-00000000000b';
const acme = '00000000-0000-7000-8000-0000000000c1';

const schema: ConditionSchema = {
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'other', label: 'Other', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'number' },
    { key: 'budget', label: 'Budget', kind: 'money' },
    { key: 'urgent', label: 'Urgent', kind: 'boolean' },
    { key: 'due', label: 'Due', kind: 'date' },
    { key: 'call', label: 'Call', kind: 'dateTime' },
    { key: 'length', label: 'Length', kind: 'duration' },
    { key: 'region', label: 'Region', kind: 'select', options: [] },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: [] },
    { key: 'helpers', label: 'Helpers', kind: 'users' },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'rows', label: 'Rows', kind: 'lines' },
  ],
  funnels: [
    {
      key: 'sales',
      stages: [
        { key: 'new', group: 'open' },
        { key: 'won', group: 'won' },
      ],
    },
  ],
  linkedType: (key) => (key === 'company' ? { fields: [{ key: 'region', label: 'Region', kind: 'text' }] } : undefined),
};

interface Given extends Partial<ConditionContext> {
  doc?: Doc;
  fields?: Partial<ConditionRecord>;
}

function holds(rule: ConditionRule | ConditionGroup, given: Given = {}): boolean {
  const { doc = {}, fields = {}, ...context } = given;
  return evaluate(
    { combinator: 'and', rules: [rule] },
    { schema, record: { ...fields, doc }, now: '2024-05-15T10:00:00Z', timeZone: 'Europe/Kyiv', ...context },
  );
}

const term = (field: string, operator: Operator, value?: JsonValue): ConditionRule => ({ field, operator, value });

describe('an absent value', () => {
  const comparisons: [Operator, JsonValue][] = [
    ['=', 'a'],
    ['<', 'z'],
    ['>=', ''],
    ['between', ['', 'z']],
    ['notBetween', ['x', 'y']],
    ['in', ['a']],
    ['contains', ''],
    ['beginsWith', ''],
    ['endsWith', ''],
  ];
  it.each(comparisons)('never satisfies %s', (operator, value) => {
    expect(holds(term('name', operator, value))).toBe(false);
  });
  const denials: [Operator, JsonValue | undefined][] = [
    ['null', undefined],
    ['!=', 'a'],
    ['notIn', ['a']],
    ['doesNotContain', 'a'],
    ['doesNotBeginWith', ''],
    ['doesNotEndWith', 'a'],
  ];
  it.each(denials)('satisfies %s', (operator, value) => {
    expect(holds(term('name', operator, value))).toBe(true);
  });
  it('is neither yes nor no, and false and 0 are values', () => {
    expect(holds(term('urgent', '=', false))).toBe(false);
    expect(holds(term('urgent', 'null'), { doc: { urgent: false } })).toBe(false);
    expect(holds(term('amount', 'null'), { doc: { amount: 0 } })).toBe(false);
    expect(holds(term('name', 'null'), { doc: { name: '' } })).toBe(true);
  });
});

describe('a comparison of texts', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδός', 'ΟΔΌΣ'],
    ['ﬁle', 'FILE'],
    ['Київ', 'КИЇВ'],
    ['ＡＢＣ', 'ａｂｃ'],
    ['İ', 'i̇'],
  ])('ignores case: %s is %s', (name, value) => {
    expect(holds(term('name', '=', value), { doc: { name } })).toBe(true);
    expect(holds(term('name', '!=', value), { doc: { name } })).toBe(false);
    expect(holds(term('name', 'contains', value), { doc: { name: `x${name}y` } })).toBe(true);
  });
  it('takes wildcards as they are and nothing as a token', () => {
    expect(holds(term('name', 'contains', '0%'), { doc: { name: '100 x' } })).toBe(false);
    expect(holds(term('name', '=', '$me'), { doc: { name: '$ME' } })).toBe(true);
  });
  it('orders by code point beyond the basic plane', () => {
    expect(holds(term('name', '>', '\uffff'), { doc: { name: '😀' } })).toBe(true);
  });
});

describe('a comparison of numbers', () => {
  it('takes numbers as react-querybuilder sends them', () => {
    expect(holds(term('amount', '=', '0.30'), { doc: { amount: 0.3 } })).toBe(true);
    expect(holds(term('amount', 'between', '1,2'), { doc: { amount: 2 } })).toBe(true);
    expect(holds(term('amount', 'in', '1, 2'), { doc: { amount: 2 } })).toBe(true);
  });
  it('is of numbers, not of their texts', () => {
    expect(holds(term('amount', '<', 10), { doc: { amount: 9 } })).toBe(true);
    expect(holds(term('amount', '=', 'nine'), { doc: { amount: 9 } })).toBe(false);
  });
  it('with another field needs both', () => {
    const over: ConditionRule = { field: 'amount', operator: '>', value: 'budget', valueSource: 'field' };
    expect(holds(over, { doc: { amount: 9, budget: 8 } })).toBe(true);
    expect(holds(over, { doc: { amount: 9 } })).toBe(false);
    expect(holds({ ...over, operator: '!=' }, { doc: { amount: 9 } })).toBe(true);
  });
});

describe('a comparison of times', () => {
  const createdAt = '2024-05-15T21:30:00Z';
  it('with a day asks on which day it was in the organisation', () => {
    const fields = { createdAt };
    expect(holds(term('$createdAt', '=', '2024-05-16'), { fields })).toBe(true);
    expect(holds(term('$createdAt', '=', '2024-05-15'), { fields })).toBe(false);
    expect(holds(term('$createdAt', '<=', '2024-05-16'), { fields })).toBe(true);
    expect(holds(term('$createdAt', '>', '2024-05-15'), { fields })).toBe(true);
    expect(holds(term('$createdAt', 'between', ['2024-05-16', '2024-05-16']), { fields })).toBe(true);
    expect(holds(term('$createdAt', '=', '2024-05-15'), { fields, timeZone: 'UTC' })).toBe(true);
  });
  it('knows today where the organisation is', () => {
    const now = '2024-05-15T22:00:00Z';
    expect(holds(term('due', '=', '$today'), { doc: { due: '2024-05-16' }, now })).toBe(true);
    expect(holds(term('due', '<', '$now'), { doc: { due: '2024-05-15' }, now })).toBe(true);
  });
  it('reads a time without a zone as the organisation’s, whatever the form of the stored one', () => {
    expect(holds(term('call', '=', '2024-05-15T13:00'), { doc: { call: '2024-05-15T10:00:00Z' } })).toBe(true);
    expect(holds(term('call', '=', '2024-05-15T10:00:00.500Z'), { doc: { call: '2024-05-15T13:00:00.5+03:00' } })).toBe(
      true,
    );
  });
  it('counts durations by the calendar', () => {
    const context = { now: '2024-04-01T10:00:00Z' };
    // The clocks of Kyiv went forward on 31 March: fourteen days ago at the same hour was 11:00 UTC.
    expect(
      holds(term('$stageEnteredAt', 'olderThan', 'P14D'), {
        ...context,
        fields: { stageEnteredAt: '2024-03-18T10:59:59Z' },
      }),
    ).toBe(true);
    expect(
      holds(term('$stageEnteredAt', 'olderThan', 'P14D'), {
        ...context,
        fields: { stageEnteredAt: '2024-03-18T11:00:00Z' },
      }),
    ).toBe(false);
    expect(holds(term('due', 'withinNext', 'P1M'), { now: '2024-01-31T10:00:00Z', doc: { due: '2024-02-29' } })).toBe(
      true,
    );
    expect(holds(term('due', 'withinNext', 'P1M'), { now: '2024-01-31T10:00:00Z', doc: { due: '2024-03-01' } })).toBe(
      false,
    );
    expect(holds(term('due', 'withinLast', 'P9999Y'), { doc: { due: '0001-01-01' } })).toBe(true);
  });
});

describe('a comparison of other kinds', () => {
  it('orders durations by length', () => {
    expect(holds(term('length', '=', 'PT24H'), { doc: { length: 'P1D' } })).toBe(true);
    expect(holds(term('length', '>', 'P30D'), { doc: { length: 'P1M' } })).toBe(true);
  });
  it('tells keys apart by case', () => {
    expect(holds(term('region', '=', 'EMEA'), { doc: { region: 'emea' } })).toBe(false);
  });
  it('of several values holds when one is meant, and is denied when none is', () => {
    const doc = { tags: ['a', 'b'], helpers: [ann] };
    expect(holds(term('tags', '=', 'b'), { doc })).toBe(true);
    expect(holds(term('tags', 'contains', 'b'), { doc })).toBe(true);
    expect(holds(term('tags', '!=', 'b'), { doc })).toBe(false);
    expect(holds(term('tags', 'notIn', ['c', 'd']), { doc })).toBe(true);
    expect(holds(term('helpers', 'in', ['$me', ben]), { doc, me: ann })).toBe(true);
  });
  it('knows me and my team, and nobody', () => {
    const fields = { ownerId: ann };
    expect(holds(term('$owner', '=', '$me'), { fields, me: ann })).toBe(true);
    expect(holds(term('$owner', '=', '$me'), { fields })).toBe(false);
    expect(holds(term('$owner', '!=', '$me'), { fields })).toBe(true);
    expect(holds(term('$owner', 'in', '$myTeam'), { fields, myTeam: [ben, ann] })).toBe(true);
    expect(holds(term('$owner', '=', '$myTeam'), { fields, myTeam: [ben] })).toBe(false);
  });
  it('follows one link', () => {
    const linked = () => ({ doc: { region: 'EMEA' } });
    const doc = { company: acme };
    expect(holds(term('company.region', '=', 'emea'), { doc, linked })).toBe(true);
    expect(holds(term('company.region', 'null'), { doc, linked: () => undefined })).toBe(true);
    expect(
      holds(term('company.region', 'null'), { doc, linked: () => ({ entityType: 'person', doc: { region: 'x' } }) }),
    ).toBe(true);
  });
  it('knows the group of the stage', () => {
    expect(holds(term('$stageGroup', '=', 'won'), { fields: { funnel: 'sales', stage: 'won' } })).toBe(true);
    expect(holds(term('$stageGroup', 'null'), { fields: { funnel: 'gone', stage: 'won' } })).toBe(true);
  });
  it('asks of rows only whether there are some', () => {
    expect(holds(term('rows', 'notNull'), { doc: { rows: [{ name: 'x' }] } })).toBe(true);
    expect(holds(term('rows', '=', 'x'), { doc: { rows: [{ name: 'x' }] } })).toBe(false);
  });
});

describe('a change', () => {
  const doc = { amount: 2 };
  it('is seen against the record before the event', () => {
    expect(holds(term('amount', 'changed'), { doc, before: { doc: { amount: 1 } } })).toBe(true);
    expect(holds(term('amount', 'changed'), { doc, before: { doc } })).toBe(false);
    expect(holds(term('amount', 'changed'), { doc, before: null })).toBe(true);
    expect(holds(term('amount', 'changed'), { doc })).toBe(false);
  });
  it('may be asked for from and to', () => {
    const before = { doc: { amount: 1 } };
    expect(holds(term('amount', 'changedFrom', 1), { doc, before })).toBe(true);
    expect(holds(term('amount', 'changedFrom', 2), { doc, before })).toBe(false);
    expect(holds(term('amount', 'changedTo', 2), { doc, before })).toBe(true);
    expect(holds(term('amount', 'changedTo', 2), { doc, before: { doc } })).toBe(false);
  });
});

describe('a group', () => {
  const yes = term('amount', '=', 1);
  const no = term('amount', '=', 2);
  const doc = { amount: 1 };
  it('is true when empty, false when that is denied', () => {
    expect(holds({ combinator: 'and', rules: [] })).toBe(true);
    expect(holds({ combinator: 'or', rules: [] })).toBe(true);
    expect(holds({ combinator: 'or', not: true, rules: [] })).toBe(false);
  });
  it('joins and denies', () => {
    expect(holds({ combinator: 'or', rules: [no, yes] }, { doc })).toBe(true);
    expect(holds({ combinator: 'and', rules: [no, yes] }, { doc })).toBe(false);
    expect(holds({ combinator: 'and', not: true, rules: [no, yes] }, { doc })).toBe(true);
  });
  it('takes what makes no sense as not holding', () => {
    expect(holds(term('gone', '=', 1), { doc })).toBe(false);
    expect(holds(term('__proto__', 'notNull'), { doc })).toBe(false);
    expect(holds(term('amount', 'contains', 1), { doc })).toBe(false);
  });
});
