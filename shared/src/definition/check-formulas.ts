import type { Fault } from '../fields/fault.ts';
import { check } from '../formulas/check.ts';
import { type FeelType, isFormula } from '../formulas/formula.ts';
import { order } from '../formulas/order.ts';
import { scopeOf } from '../formulas/scope.ts';
import { type Checked, fault, type Part } from './check-part.ts';
import type { Field } from './entity-type.ts';

/** What is wrong with the formulas of a definition: computed fields, defaults, and circles among them. */
export function formulaFaults(checked: Checked): Fault[] {
  const { definition, others, fields } = checked;
  const scope = scopeOf(
    fields.map(({ value }) => value),
    { fieldsOf: (key) => (key === definition.key ? definition : others.typeOf(key))?.fields },
  );
  return [...fields.flatMap((field) => faultsOf(field, scope)), ...circleFaults(fields)];
}

function faultsOf({ value: field, path }: Part<Field>, scope: { [name: string]: FeelType }): Fault[] {
  const { formula, default: initial } = field;
  if (formula === undefined) {
    return isFormula(initial) ? check(initial, scope, { path: `${path}/default`, field }) : [];
  }
  if (!isFormula(formula)) {
    return [fault(`${path}/formula`, 'syntax_error', 'A formula begins with "=", such as = amount * 0.95.')];
  }
  return check(formula, scope, { path: `${path}/formula`, field });
}

/** Most circles told of one definition: each costs another look at all formulas. */
const MOST_CIRCLES = 10;

/** One fault for each circle, at the field it begins with. */
function circleFaults(fields: readonly Part<Field>[], told = 0): Fault[] {
  const ordered = order(fields.map(({ value }) => value));
  if (ordered.ok || told === MOST_CIRCLES) return [];
  const { circle } = ordered;
  const first = fields.find(({ value }) => value.key === circle[0]);
  const message = `Each of these formulas needs the next, in a circle: ${circle.join(' → ')}.`;
  const rest = fields.filter(({ value }) => !circle.includes(value.key));
  return [fault(`${first?.path}/formula`, 'circular_formula', message), ...circleFaults(rest, told + 1)];
}
