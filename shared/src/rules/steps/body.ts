import { type Fault, pointerToken } from '../../fields/fault.ts';
import type { JsonValue } from '../../fields/field.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Planning, StepCheck } from './kind.ts';

/** Faults of the formulas and texts of a JSON value, wherever they stand in it. */
export function bodyFaults(value: unknown, about: StepCheck, path: string): Fault[] {
  if (isFormula(value)) return about.formula(value, path);
  if (typeof value === 'string') return about.text(value, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => bodyFaults(part, about, `${path}/${pointerToken(key)}`));
}

/** A JSON value with its formulas and texts filled in: numbers and dates as JSON has them. Undefined for none. */
export function body(value: unknown, planning: Planning): Given<JsonValue | undefined> {
  if (value === undefined) return { ok: true, value: undefined };
  return filled(value as JsonValue, planning);
}

function filled(value: JsonValue, planning: Planning): Given<JsonValue> {
  if (isFormula(value)) return planning.value(value);
  if (typeof value === 'string') return planning.text(value, { exact: true });
  if (typeof value !== 'object' || value === null) return { ok: true, value };
  const entries: [string, JsonValue][] = [];
  for (const [key, part] of Object.entries(value)) {
    const given = filled(part, planning);
    if (!given.ok) return { ok: false, reason: `${key}: ${given.reason}` };
    entries.push([key, given.value]);
  }
  return { ok: true, value: Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries) };
}
