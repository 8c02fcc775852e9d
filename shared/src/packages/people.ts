import type { Fault } from '../fields/fault.ts';
import { pointerToken } from '../fields/fault.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const TOKEN = /^(user|team):(.+)$/;
/** The same within a formula, where it is a text of its own. */
const IN_FORMULA = /"((?:user|team):[^"]+)"/g;

/** A person or team as a package names them. */
export const personToken = (email: string): string => `user:${email.toLowerCase()}`;
export const teamToken = (name: string): string => `team:${name}`;

/**
 * The value with ids of people and teams replaced by names that mean the same elsewhere.
 *
 * @param tokens by id, in small letters
 */
export function withoutIds<T>(value: T, tokens: ReadonlyMap<string, string>): T {
  return mapTexts(value, '', (text) => text.replace(UUID, (id) => tokens.get(id.toLowerCase()) ?? id)) as T;
}

/**
 * The value with names of people and teams replaced by the ids they have here.
 *
 * @param idOf by token; undefined for somebody who is not here
 * @param path of the value in its document
 */
export function withIds<T>(
  value: T,
  idOf: (token: string) => string | undefined,
  path: string,
): { value: T; faults: Fault[] } {
  const faults: Fault[] = [];
  const here = (token: string, at: string): string => {
    const [, what = '', name = ''] = TOKEN.exec(token) ?? [];
    const id = idOf(what === 'user' ? personToken(name) : token);
    if (id !== undefined) return id;
    const person = what === 'user';
    const message = person
      ? `There is nobody with the e-mail address ${name} here: invite them, or let yourself stand in.`
      : `There is no team "${name}" here.`;
    faults.push({ path: at, code: person ? 'unknown_person' : 'unknown_team', message });
    return token;
  };
  const resolved = mapTexts(value, path, (text, at) => {
    if (TOKEN.test(text)) return here(text, at);
    return text.startsWith('=') ? text.replace(IN_FORMULA, (_, token: string) => `"${here(token, at)}"`) : text;
  });
  return { value: resolved as T, faults };
}

function mapTexts(value: unknown, path: string, change: (text: string, path: string) => string): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, `${path}/${index}`, change));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [
    name,
    mapTexts(inner, `${path}/${pointerToken(name)}`, change),
  ]);
  return Object.fromEntries(members);
}
