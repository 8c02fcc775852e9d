import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import { checkRule } from '@etapa/shared/rules/check';
import type { Rule } from '@etapa/shared/rules/rule';

/** What the server said of a rule when it was last saved. */
export interface Refused {
  rule: Rule;
  faults: readonly Fault[];
}

/** The value at a JSON Pointer; undefined where there is none. */
export function valueAt(document: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, token) =>
        value !== null && typeof value === 'object' && Object.hasOwn(value, token)
          ? (value as { [name: string]: unknown })[token]
          : undefined,
      document,
    );
}

/** Nothing was given there yet: it is told of only when the person wants to save. */
function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (value !== null && typeof value === 'object') return Object.keys(value).length === 0;
  return value === undefined || value === null;
}

/** The same check as the server's, so that a fault is shown while it is typed. A rule without a name is checked, too. */
export function faultsOf(rule: Rule, type: EntityType, types: readonly EntityType[]): Fault[] {
  const named = { ...rule, key: rule.key || 'new', name: rule.name.trim() === '' ? '?' : rule.name };
  const faults = checkRule(named, type, (key) => types.find((other) => other.key === key));
  return rule.name.trim() === '' ? [{ path: '/name', code: 'required', message: 'Required.' }, ...faults] : faults;
}

/**
 * Faults to show: everything once the person has tried to save, before that only of what was filled in. What the
 * server alone found stays until the value it is about is changed.
 */
export function shownFaults(rule: Rule, own: readonly Fault[], tried: boolean, refused: Refused | null): Fault[] {
  const shown = tried ? own : own.filter(({ path }) => !isBlank(valueAt(rule, path)));
  const known = new Set(own.map(({ path }) => path));
  const told = (refused?.faults ?? []).filter(
    ({ path }) =>
      !known.has(path) && JSON.stringify(valueAt(rule, path)) === JSON.stringify(valueAt(refused?.rule, path)),
  );
  return [...shown, ...told];
}

/** Whether a fault's path is one, or lies within it. */
export const isWithin = (path: string, of: string): boolean => path === of || path.startsWith(`${of}/`);
