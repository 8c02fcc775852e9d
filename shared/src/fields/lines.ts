import { moneyScale } from './currency.ts';
import { hasTooManyDigits, MAX_NUMBER } from './decimal.ts';
import type { Fault } from './fault.ts';
import type { FieldSettings, JsonValue } from './field.ts';
import { type FieldContext, type FieldKindDefinition, isEmpty } from './kind.ts';
import { lineTotal } from './lines-total.ts';
import { link } from './link.ts';
import { money } from './money.ts';
import { decimalText, numberFaults, numberOf } from './numeric.ts';
import { textFaults } from './plain-text.ts';
import { isRow, type Row } from './row.ts';
import { textOf } from './textual.ts';

/**
 * Product rows. `total` is always computed. A quantity given as a formula (`"= width * height"`) is kept in
 * `quantityFormula` and computed again with every write.
 */
export const lines: FieldKindDefinition = {
  kind: 'lines',
  family: 'rows',
  many: false,
  feelType: 'list',
  sortable: false,
  settings: [
    { key: 'target', type: 'entityType' },
    { key: 'currency', type: 'currency' },
    { key: 'currencyField', type: 'field' },
    { key: 'scale', type: 'count' },
  ],
  schema: (field) => ({ type: 'array', minItems: 1, maxItems: 1_000, items: rowSchema(field) }),
  normalize: (field, value, context) => {
    if (isEmpty(value)) return undefined;
    if (!Array.isArray(value)) return value;
    return value.map((row) => (isRow(row) ? normalizeRow(field, row, context) : row));
  },
  check: (_field, value) =>
    Array.isArray(value) ? value.flatMap((row, index) => (isRow(row) ? rowFaults(row, `/${index}`) : [])) : [],
  parse: (_field, text) =>
    text.trim() === ''
      ? { ok: true }
      : { ok: false, code: 'not_text', message: 'Product rows cannot be read from one text.' },
  format: (field, value, context) =>
    !Array.isArray(value)
      ? textOf(value)
      : value
          .map((row) => {
            if (!isRow(row)) return textOf(row);
            const quantity = numberOf(row.quantity);
            const amount = quantity === undefined ? textOf(row.quantity) : decimalText(quantity, context.locale);
            return `${textOf(row.name)} × ${amount} = ${money.format(field, row.total, context)}`;
          })
          .join('; '),
  compare: () => 0,
  empty: isEmpty,
};

function rowSchema(field: FieldSettings): { [keyword: string]: JsonValue } {
  const number = { type: 'number', minimum: -MAX_NUMBER, maximum: MAX_NUMBER };
  return {
    type: 'object',
    properties: {
      product: link.schema(field),
      name: { type: 'string', minLength: 1, maxLength: 500 },
      quantity: number,
      quantityFormula: { type: 'string', minLength: 2, maxLength: 10_000 },
      unitPrice: number,
      discountPercent: { type: 'number', minimum: 0, maximum: 100 },
      taxPercent: { type: 'number', minimum: 0, maximum: 1_000 },
      total: { ...number, readOnly: true },
    },
    required: ['quantity', 'unitPrice'],
    anyOf: [{ required: ['name'] }, { required: ['product'] }],
    additionalProperties: false,
  };
}

function normalizeRow(field: FieldSettings, given: Row, context?: FieldContext): Row {
  const filled = Object.entries(given).filter(([, value]) => !isEmpty(value));
  const row: Row = Object.fromEntries(
    filled.map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  );
  if (typeof row.product === 'string') {
    row.product = row.product.toLowerCase();
    const title = row.name === undefined ? context?.titleOf?.(row.product) : undefined;
    if (title) row.name = title;
  }
  if (typeof row.quantity === 'string' && row.quantity.startsWith('=')) row.quantityFormula = row.quantity;
  if (typeof row.quantityFormula === 'string') {
    const quantity = context?.evaluate?.(row.quantityFormula.replace(/^=\s*/, ''));
    if (quantity !== null && quantity !== undefined) row.quantity = quantity;
  }
  if (row.quantity === undefined) row.quantity = 1;
  const total = totalOf(field, row, context);
  if (total === undefined) delete row.total;
  else row.total = total;
  return row;
}

/** A sent total is never believed. Undefined where the row's numbers are not numbers: the schema refuses those. */
function totalOf(field: FieldSettings, row: Row, context?: FieldContext): number | undefined {
  const quantity = numberOf(row.quantity);
  const unitPrice = numberOf(row.unitPrice);
  const discountPercent = numberOf(row.discountPercent ?? 0);
  const taxPercent = numberOf(row.taxPercent ?? 0);
  if ([quantity, unitPrice, discountPercent, taxPercent].includes(undefined)) return undefined;
  if (quantity === undefined || unitPrice === undefined) return undefined;
  return lineTotal({ quantity, unitPrice, discountPercent, taxPercent }, moneyScale(field, context));
}

function rowFaults(row: Row, path: string): Fault[] {
  const numbers = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent'].flatMap((column) => {
    const value = numberOf(row[column]);
    return value === undefined ? [] : numberFaults(value, undefined, `${path}/${column}`);
  });
  const total = numberOf(row.total);
  if (numbers.length === 0 && total !== undefined && hasTooManyDigits(total)) {
    numbers.push({ path: `${path}/total`, code: 'too_many_digits', message: 'The total has more than 15 digits.' });
  }
  const texts = ['name', 'quantityFormula'].flatMap((column) => textFaults(textOf(row[column]), `${path}/${column}`));
  return [...numbers, ...texts];
}
