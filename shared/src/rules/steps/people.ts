import type { Fault } from '../../fields/fault.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Planning, StepCheck } from './kind.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** People that a parameter names: an id, a list of ids, or a formula that gives either. Empty ones fall away. */
export function people(parameter: unknown, planning: Pick<Planning, 'value'>): Given<string[]> {
  const given = planning.value(parameter ?? null);
  if (!given.ok) return given;
  const named = (Array.isArray(given.value) ? given.value : [given.value]).filter((id) => id !== null && id !== '');
  const stranger = named.find((id) => typeof id !== 'string' || !ID.test(id));
  if (stranger !== undefined)
    return { ok: false, reason: `${JSON.stringify(stranger).slice(0, 100)} is not a person.` };
  return { ok: true, value: [...new Set(named as string[])] };
}

/** What is wrong with a parameter that names people: a formula that does not work, or a text that is no user id. */
export function peopleFaults(parameter: unknown, about: Pick<StepCheck, 'formula'>, path: string): Fault[] {
  if (parameter === undefined) return [];
  if (isFormula(parameter)) return about.formula(parameter, path);
  const named: unknown[] = Array.isArray(parameter) ? parameter : [parameter];
  const message = 'Give the id of a user, or a formula that begins with "=".';
  return named.flatMap((id, index) =>
    typeof id === 'string' && ID.test(id)
      ? []
      : [{ path: Array.isArray(parameter) ? `${path}/${index}` : path, code: 'bad_format', message }],
  );
}

/** A parameter that holds a formula or a user id. */
export const PERSON = { type: 'string', minLength: 1, maxLength: 10_000 };
