import type { Fault } from '../fields/fault.ts';
import type { JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import type { Field } from './entity-type.ts';
import { compileForeignSchema } from './validator.ts';

/**
 * What is wrong with a value that a definition or a rule holds for a field. Whether records and people that it names
 * are there is not asked: they come and go.
 *
 * @returns none for an empty value, and none where the field itself is broken, which is told elsewhere
 */
export function literalFaults(field: Field, value: JsonValue, path: string): Fault[] {
  try {
    const kind = kindOf(field);
    const stored = kind.normalize(field, value);
    if (stored === undefined) return [];
    const { requiredWhen, visibleWhen, ...settings } = field;
    const faults = compileForeignSchema(kind.schema(settings))(stored, '');
    const found = faults.length > 0 ? faults : kind.check(field, stored);
    return found.map((fault) => ({ ...fault, path: `${path}${fault.path}` }));
  } catch {
    // A pattern or option list that does not work has its own fault.
    return [];
  }
}
