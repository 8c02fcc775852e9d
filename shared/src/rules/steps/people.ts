import type { Fault } from '../../fields/fault.ts';
import type { JsonValue } from '../../fields/field.ts';
import type { Wanted } from '../../formulas/check.ts';
import type { FeelType } from '../../formulas/formula.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Planning, StepCheck } from './kind.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the id of a person, as people may write it. */
export const isPersonId = (text: unknown): boolean => typeof text === 'string' && ID.test(text);

const isPerson = (type: FeelType): boolean => type === 'string' || type === 'any' || type === 'null';

/** A formula that gives a user's id. */
const A_PERSON: Wanted = { fits: isPerson, what: 'a person' };

/** A formula that gives the ids of users: one or a list. */
const PERSONS: Wanted = {
  fits: (type) => isPerson(type) || (typeof type === 'object' && 'list' in type && isPerson(type.list)),
  what: 'a person or a list of people',
};

/** A parameter that holds a formula or a user id. */
export const PERSON = { type: 'string', minLength: 1, maxLength: 10_000 };

/** A parameter that holds the same, or a list of either. */
export const PEOPLE = { anyOf: [PERSON, { type: 'array', items: PERSON, minItems: 1, maxItems: 100 }] };

/** People that a parameter names: an id, a formula that gives one or several, or a list of these. Empty ones fall away. */
export function people(parameter: unknown, planning: Pick<Planning, 'value'>): Given<string[]> {
  const given: JsonValue[] = [];
  for (const each of Array.isArray(parameter) ? parameter : [parameter ?? null]) {
    const one = planning.value(each);
    if (!one.ok) return one;
    given.push(...(Array.isArray(one.value) ? one.value : [one.value]));
  }
  const named = given.filter((id) => id !== null && id !== '');
  const stranger = named.find((id) => !isPersonId(id));
  if (stranger !== undefined)
    return { ok: false, reason: `${JSON.stringify(stranger).slice(0, 100)} is not a person.` };
  return { ok: true, value: [...new Set((named as string[]).map((id) => id.toLowerCase()))] };
}

/** What is wrong with a parameter that names people: a formula that does not work, or a text that is no user id. */
export function peopleFaults(parameter: unknown, about: Pick<StepCheck, 'formula'>, path: string): Fault[] {
  if (parameter === undefined) return [];
  if (Array.isArray(parameter)) {
    return parameter.flatMap((each, index) => peopleFaults(each, about, `${path}/${index}`));
  }
  if (isFormula(parameter)) return about.formula(parameter, path, PERSONS);
  const message = 'Give the id of a user, or a formula that begins with "=".';
  return isPersonId(parameter) ? [] : [{ path, code: 'bad_format', message }];
}

/** The same for one person. */
export function personFaults(parameter: unknown, about: Pick<StepCheck, 'formula'>, path: string): Fault[] {
  return isFormula(parameter) ? about.formula(parameter, path, A_PERSON) : peopleFaults(parameter, about, path);
}
