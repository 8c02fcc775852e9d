import { COMPANY } from '../process/deal.fixture.ts';
import { linksRead } from './links.ts';
import { aRule, aRunWith, DEAL_TYPE, PAINT } from './rule.fixture.ts';
import type { Rule, Step } from './rule.ts';

const rows = [{ product: PAINT, quantity: 1, unitPrice: 1 }];
const { record } = aRunWith({ company: COMPANY, items: rows });
const read = (own: Partial<Rule>): string[] => linksRead(aRule(own), DEAL_TYPE, record);
const steps = (step: Omit<Step, 'id'>): Partial<Rule> => ({
  steps: [
    {
      id: 'b',
      kind: 'branch',
      when: { combinator: 'and', rules: [] },
      else: [{ id: 's', kind: 'notify', to: '= record.owner', text: 'x', ...step }],
    },
  ],
});

describe('the linked records that a rule looks into', () => {
  it('are none where it only speaks of them', () => {
    expect(read({})).toEqual([]);
    expect(read(steps({ text: 'company.region {{ title }}' }))).toEqual([]);
    expect(read(steps({ text: '{{ "company.region" }} {{ count(items) }}' }))).toEqual([PAINT]);
  });

  it.each([
    '{{ company.region }}',
    '{{ company }}',
    '{{ record.company.region }}',
    '{{ before.company.region }}',
    '= if amount > 5 then company . region else ""',
    '{{ get value(record, "company").region }}',
  ])('are those that “%s” reads', (text) => {
    expect(read(steps({ text }))).toContain(COMPANY);
  });

  it('are those that conditions follow, in steps too', () => {
    const when = {
      combinator: 'and' as const,
      rules: [{ field: 'company.region', operator: '=' as const, value: 'x' }],
    };
    expect(read({ when })).toEqual([COMPANY]);
    expect(read({ steps: [{ id: 'b', kind: 'branch', when }] })).toEqual([COMPANY]);
    expect(read(steps({ kind: 'record.assign', to: { by: 'rules', rules: [{ when, to: 'x' }] } }))).toEqual([COMPANY]);
    const empty = { combinator: 'and' as const, rules: [{ field: 'company', operator: 'null' as const }] };
    expect(read({ when: empty })).toEqual([]);
  });

  it('are the products of its rows, and those that it adds', () => {
    const series = { combinator: 'and', rules: [{ field: 'product.series', operator: '=', value: 'x' }] };
    expect(read(steps({ kind: 'lines.discount', percent: 5, rows: series }))).toEqual([PAINT]);
    expect(read(steps({ text: '{{ sum(for l in items return l.product.price) }}' }))).toEqual([PAINT]);
    expect(read(steps({ kind: 'lines.add', product: COMPANY, quantity: 1 }))).toEqual([COMPANY]);
  });

  it('are those from before the event, too', () => {
    const own = steps({ text: '{{ before.company.region }}' });
    const before = aRunWith({ company: PAINT }).record;
    expect(linksRead(aRule(own), DEAL_TYPE, record, before).sort()).toEqual([COMPANY, PAINT].sort());
  });
});
