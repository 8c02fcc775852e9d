import type { Fault } from '../fields/fault.ts';
import { isFormula } from '../formulas/formula.ts';
import { type Checked, fault } from './check-part.ts';

/** What is wrong with the formulas of a definition. */
export function formulaFaults({ fields }: Checked): Fault[] {
  return fields.flatMap(({ value, path }) =>
    value.formula === undefined || isFormula(value.formula)
      ? []
      : [fault(`${path}/formula`, 'syntax_error', 'A formula begins with "=".')],
  );
}
