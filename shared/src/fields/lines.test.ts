import type { FieldSettings, JsonValue } from './field.ts';
import type { FieldContext } from './kind.ts';
import { lines } from './lines.ts';
import { lineTotal } from './lines-total.ts';

const field: FieldSettings = { key: 'rows', label: 'Rows', kind: 'lines', currency: 'EUR' };
const stored = (row: JsonValue, context?: FieldContext, own = field) => lines.normalize(own, [row], context);

describe('product rows', () => {
  it.each<[Parameters<typeof lineTotal>[0], number, number]>([
    [{ quantity: 3, unitPrice: 0.335 }, 2, 1.01],
    [{ quantity: 1, unitPrice: 1.005 }, 2, 1.01],
    [{ quantity: 3, unitPrice: 19.99, discountPercent: 10, taxPercent: 20 }, 2, 64.77],
    [{ quantity: 2.5, unitPrice: 1000, taxPercent: 10 }, 0, 2750],
    [{ quantity: 1, unitPrice: 0.0005 }, 3, 0.001],
    [{ quantity: 5, unitPrice: 7, discountPercent: 100 }, 2, 0],
    [{ quantity: -1, unitPrice: 1.005 }, 2, -1.01],
  ])('%j at scale %d is %d', (row, scale, total) => {
    expect(lineTotal(row, scale)).toBe(total);
  });

  it('have their total computed, whatever was sent', () => {
    expect(stored({ name: ' Paint ', quantity: 2, unitPrice: 10, total: 1 })).toEqual([
      { name: 'Paint', quantity: 2, unitPrice: 10, total: 20 },
    ]);
    expect(
      stored(
        { name: 'Paint', unitPrice: 10.4 },
        { doc: { c: 'JPY' } },
        { ...field, currency: undefined, currencyField: 'c' },
      ),
    ).toEqual([{ name: 'Paint', quantity: 1, unitPrice: 10.4, total: 10 }]);
  });

  it('keep a quantity’s formula and compute it again', () => {
    const context = { evaluate: (formula: string) => (formula === 'width * height' ? 30 : null) };
    const once = stored({ name: 'Laminate', quantity: '= width * height', unitPrice: 2 }, context);
    expect(once).toEqual([
      { name: 'Laminate', quantity: 30, quantityFormula: '= width * height', unitPrice: 2, total: 60 },
    ]);
    expect(lines.normalize(field, once, { evaluate: () => 31 })).toMatchObject([{ quantity: 31, total: 62 }]);
    expect(stored({ name: 'x', quantity: '= nonsense', unitPrice: 2 }, context)).toEqual([
      { name: 'x', quantity: '= nonsense', quantityFormula: '= nonsense', unitPrice: 2 },
    ]);
  });

  it('take a product’s title where they have no name', () => {
    const product = '00000000-0000-7000-8000-00000000000A';
    expect(stored({ product, unitPrice: 1 }, { titleOf: () => 'GTX Pro' })).toEqual([
      { product: product.toLowerCase(), name: 'GTX Pro', quantity: 1, unitPrice: 1, total: 1 },
    ]);
  });

  it('are refused with numbers or texts that cannot be kept', () => {
    const faults = lines.check(field, [
      { name: 'a', quantity: 0.1 + 0.2, unitPrice: 1, total: 0 },
      { name: 'a\u0000', quantity: 1, unitPrice: 999_999_999_999_999, total: 1e15 },
    ]);
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/0/quantity too_many_digits',
      '/1/total too_many_digits',
      '/1/name unstorable_text',
    ]);
  });

  it('never let a key reach the prototype', () => {
    const [row] = stored(JSON.parse('{"name": "x", "unitPrice": 1, "__proto__": {"polluted": true}}')) as JsonValue[];
    expect(Object.keys(row ?? {})).toContain('__proto__');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
