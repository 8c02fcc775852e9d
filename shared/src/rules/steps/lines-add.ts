import { currencyOf, moneyScale } from '../../fields/currency.ts';
import type { Fault } from '../../fields/fault.ts';
import type { FieldSettings, JsonValue } from '../../fields/field.ts';
import { fold } from '../../fields/fold.ts';
import { priceOf } from '../../fields/product-price.ts';
import { isId } from '../../fields/reference.ts';
import { isRow, type Row } from '../../fields/row.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed, type Plan } from '../effect.ts';
import type { Step } from '../rule.ts';
import { sum } from './decimals.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';
import { FIELD_KEY, linesFieldFaults, linesFieldOf, rowsOf } from './rows.ts';

const AMOUNT = { type: ['number', 'string'], pattern: '^=', maxLength: 10_000 };

/**
 * Adds a product row. Name and price come from the product where they are not given; a row without a product and without
 * a price costs nothing yet. A product that is there already, or without a product a row of the same name, gets the
 * quantity added to its own (`add`, the default), the quantity and price instead of its own (`replace`), or stays as it
 * is (`skip`). The quantity is worked out once.
 */
export const linesAdd: StepKind = {
  kind: 'lines.add',
  gives: ['changed', 'version'],
  parameters: {
    field: { schema: FIELD_KEY, editor: 'linesField' },
    product: { schema: { type: 'string', minLength: 1, maxLength: 10_000 }, editor: 'product' },
    name: { schema: { type: 'string', minLength: 1, maxLength: 500 }, editor: 'text' },
    quantity: { schema: AMOUNT, editor: 'number', required: true },
    unitPrice: { schema: AMOUNT, editor: 'number' },
    onDuplicate: { schema: { enum: ['add', 'replace', 'skip'] }, editor: 'choice' },
  },
  check: (step, about, path) => [
    ...linesFieldFaults(step.field, about.definition, path),
    ...whatFaults(step, about, path),
    ...numberFaults(step.quantity, about, `${path}/quantity`),
    ...numberFaults(step.unitPrice, about, `${path}/unitPrice`),
  ],
  plan(step, planning) {
    const field = linesFieldOf(step.field, planning.definition);
    if (!field) return failed('There is no field of product rows any more.');
    const row = rowOf(step, field, planning);
    if (!row.ok) return failed(row.reason);
    return planned(field, row.value, merged(rowsOf(planning.record, field), row.value, step));
  },
};

function planned({ key }: FieldSettings, row: Row, rows: Row[]): Plan {
  return { ok: true, input: { field: key, row }, effect: { kind: 'record.update', set: { [key]: rows } } };
}

function whatFaults({ product, name }: Step, about: StepCheck, path: string): Fault[] {
  if (product === undefined && name === undefined) {
    return [{ path: `${path}/product`, code: 'required', message: 'Name a product, or give the row a name.' }];
  }
  const named = name === undefined ? [] : about.text(String(name), `${path}/name`);
  if (product === undefined) return named;
  const fits = (type: unknown): boolean =>
    type === 'string' || (typeof type === 'object' && type !== null && 'entries' in type);
  if (isFormula(product)) return [...named, ...about.formula(product, `${path}/product`, { fits, what: 'a product' })];
  if (isId(String(product).toLowerCase())) return named;
  const message = 'Give the id of a product, or a formula that begins with "=".';
  return [...named, { path: `${path}/product`, code: 'bad_format', message }];
}

const numberFaults = (value: unknown, about: StepCheck, path: string): Fault[] =>
  isFormula(value) ? about.formula(value, path, { kind: 'number' }) : [];

function rowOf(step: Step, field: FieldSettings, planning: Planning): Given<Row> {
  const product = productOf(step.product, field, planning);
  if (!product.ok) return product;
  const name = planning.text(step.name);
  if (!name.ok) return name;
  const quantity = planning.valueFor(step.quantity, { key: 'quantity', label: '', kind: 'number' });
  if (!quantity.ok) return { ok: false, reason: `quantity: ${quantity.reason}` };
  const price = priceFor(step, product.value, field, planning);
  if (!price.ok) return price;
  const title = name.value.trim().slice(0, 500) || product.value?.title;
  if (!title && !product.value) return { ok: false, reason: 'The name of the row came out empty.' };
  const row: Row = { quantity: quantity.value, unitPrice: price.value };
  if (product.value) row.product = product.value.id;
  if (title) row.name = title;
  return { ok: true, value: row };
}

type Product = NonNullable<ReturnType<Planning['linked']>>;

function productOf(parameter: unknown, { target }: FieldSettings, planning: Planning): Given<Product | undefined> {
  if (parameter === undefined) return { ok: true, value: undefined };
  const given = planning.value(parameter);
  if (!given.ok) return given;
  const id = isRow(given.value) ? given.value.id : given.value;
  if (typeof id !== 'string' || id === '') return { ok: false, reason: 'The product came out empty.' };
  const product = planning.linked(id.toLowerCase());
  if (!product || (product.deletedAt ?? null) !== null)
    return { ok: false, reason: `There is no product ${id.slice(0, 50)}.` };
  if (target === undefined || product.entityType === target) return { ok: true, value: product };
  return { ok: false, reason: `"${product.title}" is not of the type "${target}".` };
}

function priceFor(
  { unitPrice }: Step,
  product: Product | undefined,
  field: FieldSettings,
  planning: Planning,
): Given<JsonValue> {
  const money = { doc: planning.record.doc, currency: planning.currency };
  if (unitPrice !== undefined) {
    const scale = Math.max(moneyScale(field, money), 4);
    const given = planning.valueFor(unitPrice, { key: 'unitPrice', label: '', kind: 'number', scale });
    return given.ok ? given : { ok: false, reason: `unitPrice: ${given.reason}` };
  }
  if (!product) return { ok: true, value: 0 };
  const fields = planning.typeOf(product.entityType)?.fields ?? [];
  const price = priceOf(fields, product.doc, { currency: currencyOf(field, money), own: planning.currency });
  if (price !== undefined) return { ok: true, value: price };
  return { ok: false, reason: `"${product.title}" has no price in the currency of the rows: give "unitPrice".` };
}

/** The rows with the new one, or with what comes of the row that is there already. */
function merged(rows: readonly Row[], row: Row, { onDuplicate = 'add' }: Step): Row[] {
  const index = rows.findIndex((each) => isSame(each, row));
  const known = rows[index];
  if (!known) return [...rows, row];
  if (onDuplicate === 'skip') return [...rows];
  // What was added is no longer what the row's own formula gives.
  const { quantityFormula: _, ...kept } = known;
  const quantity = sum(Number(known.quantity), Number(row.quantity));
  return rows.with(index, onDuplicate === 'replace' ? { ...kept, ...row } : { ...kept, quantity });
}

function isSame(row: Row, other: Row): boolean {
  if (other.product !== undefined) return row.product === other.product;
  return row.product === undefined && fold(String(row.name ?? '')) === fold(String(other.name ?? ''));
}
