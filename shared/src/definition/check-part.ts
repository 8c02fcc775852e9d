import type { ConditionFields } from '../conditions/context.ts';
import type { Fault } from '../fields/fault.ts';
import type { EntityType, Field, Funnel } from './entity-type.ts';

/** What a definition may refer to outside itself. */
export interface Others {
  /** Another entity type by key, one made together with this one included; undefined where there is none. */
  typeOf: (entityType: string) => ConditionFields | undefined;
  /** Keys of roles; absent: roles are not checked. */
  roleKeys?: readonly string[];
}

/** A part of the definition whose shape is right, and where it stands. */
export interface Part<T> {
  value: T;
  path: string;
}

/** What the checks of a definition share. Parts whose shape is wrong are left out; their keys still count. */
export interface Checked {
  definition: EntityType;
  others: Others;
  fields: Part<Field>[];
  funnels: Part<Funnel>[];
  /** Every field by key, well formed or not. */
  fieldKeys: ReadonlySet<string>;
}

export const fault = (path: string, code: string, message: string): Fault => ({ path, code, message });

/** A fault for each key met before, at the later place. */
export function duplicates(parts: readonly { path: string; key: unknown }[], what: string): Fault[] {
  const seen = new Set<unknown>();
  return parts.flatMap(({ path, key }) => {
    if (typeof key !== 'string') return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [fault(path, 'duplicate', `There is already a ${what} "${key}".`)];
  });
}

/** Faults for the keys of a list that are not among the known ones. */
export function unknown(
  list: readonly string[] | undefined,
  known: { has(key: string): boolean },
  path: string,
  what: string,
): Fault[] {
  return (list ?? []).flatMap((key, index) =>
    known.has(key)
      ? []
      : [fault(`${path}/${index}`, `unknown_${what.replace(' ', '_')}`, `There is no ${what} "${key}".`)],
  );
}

/** Whether a fault of the shape lies at a path or below it. */
export const within = (path: string, faults: readonly Fault[]): boolean =>
  faults.some((each) => each.path === path || each.path.startsWith(`${path}/`));
