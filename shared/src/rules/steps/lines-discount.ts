import type { ConditionGroup } from '../../conditions/condition.ts';
import { evaluate } from '../../conditions/evaluate.ts';
import { moneyScale } from '../../fields/currency.ts';
import { roundHalfUp } from '../../fields/decimal.ts';
import type { Fault } from '../../fields/fault.ts';
import type { FieldSettings } from '../../fields/field.ts';
import { lineTotal } from '../../fields/lines-total.ts';
import { numberOf } from '../../fields/numeric.ts';
import type { Row } from '../../fields/row.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import type { Step } from '../rule.ts';
import { discountFor, spread, sum } from './decimals.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';
import { FIELD_KEY, linesFieldFaults, linesFieldOf, rowFields, rowsOf } from './rows.ts';

const NUMBER = { type: ['number', 'string'], pattern: '^=', maxLength: 10_000 };

/**
 * Gives product rows a discount, all of them or those that meet `rows`. It takes the place of the discount they have, so
 * that a rule that runs again takes nothing off twice. `percent` is that of each row. `amount` is spread over the rows
 * in proportion to their totals without a discount, tax included, to the smallest unit of the currency; the discount of
 * each row is then the percentage that makes its total come out exactly.
 */
export const linesDiscount: StepKind = {
  kind: 'lines.discount',
  gives: ['changed', 'version'],
  parameters: {
    field: { schema: FIELD_KEY, editor: 'linesField' },
    percent: { schema: { ...NUMBER, minimum: 0, maximum: 100 }, editor: 'number' },
    amount: { schema: { ...NUMBER, minimum: 0 }, editor: 'number' },
    rows: { schema: { type: 'object' }, editor: 'rowCondition' },
  },
  check(step, about, path) {
    const field = linesFieldOf(step.field, about.definition);
    return [
      ...linesFieldFaults(step.field, about.definition, path),
      ...sizeFaults(step, about, path),
      ...(step.rows === undefined || !field ? [] : about.condition(step.rows, `${path}/rows`, rowFields(field))),
    ];
  },
  plan(step, planning) {
    const field = linesFieldOf(step.field, planning.definition);
    if (!field) return failed('There is no field of product rows any more.');
    const rows = rowsOf(planning.record, field);
    const chosen = rows.map((row) => isChosen(row, step.rows, field, planning));
    const discounted =
      step.percent === undefined
        ? byAmount(step, rows, chosen, field, planning)
        : byPercent(step, rows, chosen, planning);
    if (!discounted.ok) return failed(discounted.reason);
    const { key } = field;
    const input = { field: key, rows: chosen.flatMap((is, index) => (is ? [index] : [])) };
    return { ok: true, input, effect: { kind: 'record.update', set: { [key]: discounted.value } } };
  },
};

function sizeFaults({ percent, amount }: Step, about: StepCheck, path: string): Fault[] {
  if (percent !== undefined && amount !== undefined) {
    return [{ path: `${path}/amount`, code: 'conflict', message: 'Give either "percent" or "amount".' }];
  }
  if (percent === undefined && amount === undefined) {
    return [{ path: `${path}/percent`, code: 'required', message: 'Give "percent" or "amount".' }];
  }
  const [size, name] = percent === undefined ? [amount, 'amount'] : [percent, 'percent'];
  return isFormula(size) ? about.formula(size, `${path}/${name}`, { kind: 'number' }) : [];
}

function isChosen(row: Row, condition: unknown, field: FieldSettings, { conditions, record }: Planning): boolean {
  if (condition === undefined) return true;
  const schema = { ...rowFields(field), linkedType: conditions.schema.linkedType };
  const { before: _, ...context } = conditions;
  return evaluate(condition as ConditionGroup, { ...context, schema, record: { ...record, doc: row } });
}

function byPercent(
  { percent }: Step,
  rows: readonly Row[],
  chosen: readonly boolean[],
  planning: Planning,
): Given<Row[]> {
  const given = planning.valueFor(percent, { key: 'percent', label: '', kind: 'number' });
  if (!given.ok) return { ok: false, reason: `percent: ${given.reason}` };
  const discount = Number(given.value);
  if (discount < 0 || discount > 100) return { ok: false, reason: 'A discount is between 0 and 100 per cent.' };
  return { ok: true, value: rows.map((row, index) => (chosen[index] ? withDiscount(row, discount) : row)) };
}

function byAmount(
  { amount }: Step,
  rows: readonly Row[],
  chosen: readonly boolean[],
  field: FieldSettings,
  planning: Planning,
): Given<Row[]> {
  const scale = moneyScale(field, { doc: planning.record.doc, currency: planning.currency });
  const given = planning.valueFor(amount, { key: 'amount', label: '', kind: 'number', scale });
  if (!given.ok) return { ok: false, reason: `amount: ${given.reason}` };
  const off = roundHalfUp(Number(given.value), scale);
  if (off < 0) return { ok: false, reason: 'A discount is no less than nothing.' };
  const full = rows.map((row, index) => (chosen[index] ? Math.max(totalOf(row, 0, scale), 0) : 0));
  const shares = spread(off, full, scale);
  if (!shares) return { ok: false, reason: `The discount of ${off} is more than the rows come to.` };
  const discounted = rows.map((row, index) => {
    const total = full[index] ?? 0;
    return total > 0 ? comingTo(row, sum(total, -(shares[index] ?? 0)), scale) : row;
  });
  const exact = discounted.filter((row) => row !== null);
  if (exact.length < rows.length) return { ok: false, reason: 'The rows are too large for an exact discount.' };
  return { ok: true, value: exact };
}

/** The row with the discount that makes it come to a total; null where 15 digits do not suffice for that. */
function comingTo(row: Row, total: number, scale: number): Row | null {
  const percent = discountFor(numbersOf(row), total);
  return totalOf(row, percent, scale) === total ? withDiscount(row, percent) : null;
}

const totalOf = (row: Row, discountPercent: number, scale: number): number =>
  lineTotal({ ...numbersOf(row), discountPercent }, scale);

const numbersOf = ({ quantity, unitPrice, taxPercent }: Row) => ({
  quantity: numberOf(quantity) ?? 0,
  unitPrice: numberOf(unitPrice) ?? 0,
  taxPercent: numberOf(taxPercent) ?? 0,
});

const withDiscount = (row: Row, discountPercent: number): Row => ({ ...row, discountPercent });
