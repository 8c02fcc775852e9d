import fc from 'fast-check';
import type { Doc, JsonValue } from '../../fields/field.ts';
import { kindOf } from '../../fields/kinds.ts';
import { aDeal, contextOf, DEAL } from '../../process/deal.fixture.ts';
import { decide } from '../../process/decide.ts';
import { aRunWith, DEAL_TYPE, effectOf, PAINT, planned, stepFaults } from '../rule.fixture.ts';

const field = DEAL.fields.find(({ key }) => key === 'items') ?? { key: '', label: '', kind: 'lines' as const };

/** The rows a step leaves, as they are stored. */
function rowsAfter(step: { kind: string; [name: string]: unknown }, items: JsonValue[] = [], doc: Doc = {}): unknown {
  const plan = planned(step, aRunWith({ ...doc, items: kindOf(field).normalize(field, items) ?? [] }));
  if (!plan.ok || !('effect' in plan) || plan.effect.kind !== 'record.update') return plan;
  return kindOf(field).normalize(field, plan.effect.set.items) ?? [];
}

const totals = (rows: unknown): number[] => (rows as { total: number }[]).map(({ total }) => total);

describe('a product row that a rule adds', () => {
  const add = (step: object, items?: JsonValue[], doc?: Doc) => rowsAfter({ kind: 'lines.add', ...step }, items, doc);

  it('takes name and price of its product, in the currency of the rows, and its quantity from a formula', () => {
    expect(add({ product: PAINT, quantity: '= width * 6' }, [], { width: 5 })).toEqual([
      { product: PAINT, name: 'Paint', quantity: 30, unitPrice: 9.5, total: 285 },
    ]);
    expect(add({ product: PAINT, name: 'Paint for {{ title }}', quantity: 2, unitPrice: '= amount / 100' })).toEqual([
      { product: PAINT, name: 'Paint for Sell paint', quantity: 2, unitPrice: 12, total: 24 },
    ]);
    expect(add({ name: 'Labour', quantity: 2 })).toEqual([{ name: 'Labour', quantity: 2, unitPrice: 0, total: 0 }]);
  });

  it('comes after those there are', () => {
    const brush = { name: 'Brush', quantity: 1, unitPrice: 3 };
    expect(add({ product: PAINT, quantity: 1 }, [brush])).toMatchObject([{ name: 'Brush' }, { name: 'Paint' }]);
  });

  it('adds to, replaces or leaves alone the row of the same product', () => {
    const there = [{ product: PAINT, name: 'Old paint', quantity: 0.1, unitPrice: 5, discountPercent: 10 }];
    const step = { product: PAINT, quantity: 0.2 };
    expect(add(step, there)).toMatchObject([{ name: 'Old paint', quantity: 0.3, unitPrice: 5 }]);
    expect(add({ ...step, onDuplicate: 'add' }, there)).toMatchObject([{ quantity: 0.3, discountPercent: 10 }]);
    expect(add({ ...step, onDuplicate: 'replace' }, there)).toMatchObject([{ quantity: 0.2, unitPrice: 9.5 }]);
    expect(add({ ...step, onDuplicate: 'skip' }, there)).toMatchObject([{ quantity: 0.1, unitPrice: 5 }]);
    const labour = [{ name: 'LABOUR', quantity: 1, unitPrice: 1 }];
    expect(add({ name: 'Labour', quantity: 1, onDuplicate: 'add' }, labour)).toMatchObject([{ quantity: 2 }]);
    expect(add({ product: PAINT, name: 'Labour', quantity: 1 }, labour)).toHaveLength(2);
  });

  it('fails when its product, price or quantity cannot be had', () => {
    const stranger = '01900000-0000-7000-8000-0000000000ff';
    expect(add({ product: stranger, quantity: 1 })).toMatchObject({
      ok: false,
      reason: expect.stringContaining(stranger),
    });
    expect(add({ product: PAINT, quantity: '= width * 6' })).toMatchObject({ ok: false });
    expect(add({ product: PAINT, quantity: '= width' })).toMatchObject({ ok: false });
    expect(add({ product: '= company', quantity: 1 })).toMatchObject({ ok: false });
    expect(add({ name: '{{ phone }}', quantity: 1 })).toMatchObject({ ok: false });
  });

  it('is checked', () => {
    const faults = (step: object) => stepFaults({ kind: 'lines.add', ...step });
    expect(faults({ product: PAINT, quantity: 1 })).toEqual([]);
    expect(faults({ quantity: 1 })).toEqual(['/product required']);
    expect(faults({ field: 'title', product: 'Paint', quantity: 'two' })).toEqual(['/quantity bad_format']);
    expect(
      faults({ field: 'title', product: 'Paint', name: '{{ titel }}', quantity: '= title', unitPrice: '= due' }),
    ).toEqual([
      '/field wrong_kind',
      '/name unknown_name',
      '/product bad_format',
      '/quantity wrong_kind',
      '/unitPrice wrong_kind',
    ]);
    expect(faults({ field: 'nosuch', product: '= amount', quantity: 1 })).toEqual([
      '/field unknown_field',
      '/product wrong_kind',
    ]);
  });
});

describe('a discount that a rule gives', () => {
  const discount = (step: object, items: JsonValue[]) => rowsAfter({ kind: 'lines.discount', ...step }, items);
  const three = ['a', 'b', 'c'].map((name) => ({ name, quantity: 1, unitPrice: 100 }));

  it('is that of each row, or of those that meet a condition', () => {
    expect(totals(discount({ percent: 5 }, three))).toEqual([95, 95, 95]);
    expect(totals(discount({ percent: '= amount / 100' }, three))).toEqual([88, 88, 88]);
    const rows = (rule: object) => ({ combinator: 'and', rules: [rule] });
    expect(
      totals(discount({ percent: 5, rows: rows({ field: 'name', operator: 'in', value: ['a', 'c'] }) }, three)),
    ).toEqual([95, 100, 95]);
    const series = rows({ field: 'product.series', operator: '=', value: 'wall' });
    const paint = { product: PAINT, quantity: 1, unitPrice: 100 };
    expect(totals(discount({ percent: 5, rows: series }, [...three, paint]))).toEqual([100, 100, 100, 95]);
  });

  it('is spread over the rows by their totals, what is left on the last', () => {
    expect(totals(discount({ amount: 10 }, three))).toEqual([96.67, 96.67, 96.66]);
    const taxed: JsonValue[] = [
      { name: 'a', quantity: 3, unitPrice: 19.99, taxPercent: 20, discountPercent: 50 },
      { name: 'b', quantity: 1, unitPrice: 0 },
      { name: 'c', quantity: 2.5, unitPrice: 7.77 },
    ];
    expect(totals(discount({ amount: 11.11 }, taxed))).toEqual([63.21, 0, 17.07]);
  });

  it('takes the place of the one there is: a rule that runs twice takes nothing off twice', () => {
    const once = discount({ amount: 10 }, three) as JsonValue[];
    expect(discount({ amount: 10 }, once)).toEqual(once);
    expect(totals(discount({ percent: 5 }, once))).toEqual([95, 95, 95]);
  });

  it('comes to the amount exactly, to the cent', () => {
    const row = fc.record({
      name: fc.constant('x'),
      quantity: fc.oneof(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 99_999 }).map((n) => n / 1000),
      ),
      unitPrice: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100),
      taxPercent: fc.constantFrom(0, 7, 20, 5.5),
      discountPercent: fc.constantFrom(0, 10),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (items, part) => {
          const cents = (rows: unknown) => totals(rows).reduce((sum, total) => sum + Math.round(total * 100), 0);
          const full = cents(rowsAfter({ kind: 'lines.discount', percent: 0 }, items));
          const off = Math.floor(full * part);
          expect(cents(discount({ amount: off / 100 }, items))).toBe(full - off);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('fails when it is more than the rows come to, or no discount', () => {
    expect(discount({ amount: 300.01 }, three)).toMatchObject({ ok: false });
    expect(totals(discount({ amount: 300 }, three))).toEqual([0, 0, 0]);
    expect(discount({ percent: '= amount' }, three)).toMatchObject({ ok: false });
    expect(discount({ amount: '= -1' }, three)).toMatchObject({ ok: false });
    expect(discount({ amount: '= width' }, three)).toMatchObject({ ok: false });
  });

  it('is checked', () => {
    const faults = (step: object) => stepFaults({ kind: 'lines.discount', ...step });
    expect(faults({})).toEqual(['/percent required']);
    expect(faults({ percent: 5, amount: 5 })).toEqual(['/amount conflict']);
    expect(faults({ percent: 101 })).toEqual(['/percent too_large']);
    expect(faults({ amount: '= title' })).toEqual(['/amount wrong_kind']);
    const rows = {
      combinator: 'and',
      rules: [
        { field: 'title', operator: 'null' },
        { field: 'quantity', operator: '>', value: 1 },
      ],
    };
    expect(faults({ percent: 5, rows })).toEqual(['/rows/rules/0/field unknown_field']);
  });
});

describe('rows that a rule leaves', () => {
  it('are taken by the record', () => {
    const set = effectOf({ kind: 'lines.add', product: PAINT, quantity: 2 }) as { set: Doc };
    const patched = decide(DEAL_TYPE, aDeal(), { kind: 'patch', doc: set.set }, contextOf());
    expect(patched).toMatchObject({ ok: true, value: { next: { doc: { items: [{ name: 'Paint', total: 19 }] } } } });
  });
});
