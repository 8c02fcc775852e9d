import type { FieldSettings } from './field.ts';
import { priceOf } from './product-price.ts';

const fields: FieldSettings[] = [
  { key: 'name', label: 'Name', kind: 'text' },
  { key: 'price', label: 'Weight', kind: 'number' },
  { key: 'dollars', label: 'Price abroad', kind: 'money', currency: 'USD' },
  { key: 'local', label: 'Price', kind: 'money' },
];

describe('the price of a product', () => {
  it('is its first amount of money, in the currency of the row', () => {
    const doc = { name: 'X', price: 7, dollars: 11, local: 10 };
    expect(priceOf(fields, doc)).toBe(11);
    expect(priceOf(fields, doc, { currency: 'EUR', own: 'EUR' })).toBe(10);
    expect(priceOf(fields, doc, { currency: 'USD', own: 'EUR' })).toBe(11);
  });

  it('is a plain number called so where there is no such amount, or none', () => {
    expect(priceOf(fields, { price: 7, dollars: 11 }, { currency: 'EUR' })).toBe(7);
    expect(priceOf(fields, { name: 'X' })).toBeUndefined();
  });
});
