import { currencyOf } from './currency.ts';
import type { Doc, FieldSettings } from './field.ts';

/** Keys under which products keep a price that is a plain number. */
const PLAIN = ['price', 'unitPrice'];

/**
 * The price a product record brings into a row: its first money field with a value, else a number called `price`.
 *
 * @param fields of the product's type
 * @param currency ISO 4217 code of the row: prices in another one are passed by. Absent: any will do
 * @param own currency of the organisation, of money whose field names none
 */
export function priceOf(
  fields: readonly FieldSettings[],
  doc: Doc,
  { currency, own }: { currency?: string; own?: string } = {},
): number | undefined {
  const fits = (field: FieldSettings): boolean => {
    const its = currencyOf(field, { doc, currency: own });
    return currency === undefined || its === undefined || its === currency;
  };
  const priced = [
    ...fields.filter((field) => field.kind === 'money' && fits(field)),
    ...fields.filter(({ kind, key }) => kind === 'number' && PLAIN.includes(key)),
  ];
  for (const { key } of priced) {
    const value = doc[key];
    if (typeof value === 'number') return value;
  }
  return undefined;
}
