import type { FieldSettings } from '../fields/field.ts';
import { dependencies } from './check.ts';
import { type ScopeSettings, scopeOf } from './scope.ts';

export type Order =
  /** Keys of computed fields, each after those it reads. */
  | { ok: true; keys: string[] }
  /** Keys of fields that read each other in a circle, the first again at the end. */
  | { ok: false; circle: string[] };

/** The order in which computed fields are to be computed, or the circle that there is among them. */
export function order(fields: readonly FieldSettings[], settings: ScopeSettings = {}): Order {
  const reads = readsOf(fields, settings);
  const keys: string[] = [];
  const path: string[] = [];
  const done = new Set<string>();
  const visit = (key: string): string[] | undefined => {
    if (done.has(key)) return undefined;
    if (path.includes(key)) return [...path.slice(path.indexOf(key)), key];
    path.push(key);
    for (const read of reads.get(key) ?? []) {
      const circle = visit(read);
      if (circle) return circle;
    }
    path.pop();
    done.add(key);
    keys.push(key);
    return undefined;
  };
  for (const key of reads.keys()) {
    const circle = visit(key);
    if (circle) return { ok: false, circle };
  }
  return { ok: true, keys };
}

/** By computed field, the computed fields it reads. */
function readsOf(fields: readonly FieldSettings[], settings: ScopeSettings): Map<string, string[]> {
  const scope = scopeOf(fields, settings);
  const computed = fields.filter((field) => field.formula !== undefined);
  const keys = new Set(computed.map(({ key }) => key));
  return new Map(
    computed.map(({ key, formula = '' }) => [
      key,
      dependencies(formula, scope)
        .map(fieldKeyOf)
        .filter((read) => keys.has(read)),
    ]),
  );
}

/** The field of the record that a name reads: `amount`, `company` of `company.region`, `amount` of `record.amount`. */
export function fieldKeyOf(name: string): string {
  const [first = '', second] = name.split('.');
  return first === 'record' && second !== undefined ? second : first;
}
