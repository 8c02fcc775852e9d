/** Lists of a definition: every item has a key of its own, and order matters. Nothing here changes its input. */
export interface Keyed {
  key: string;
}

/** Why an edit was not made. */
export type EditReason = 'not_found' | 'exists' | 'in_use' | 'last' | 'free';

export type Edited<T> = { ok: true; value: T } | { ok: false; reason: EditReason; detail: string };

export const edited = <T>(value: T): Edited<T> => ({ ok: true, value });

export const notEdited = (reason: EditReason, detail: string): Edited<never> => ({ ok: false, reason, detail });

/** @param at place in the list; the end where absent or beyond it */
export function insert<T>(list: readonly T[], item: T, at?: number): T[] {
  const place = clamp(at ?? list.length, list.length);
  return [...list.slice(0, place), item, ...list.slice(place)];
}

/** Puts the item at `from` at place `to` of the list that is left without it. */
export function reorder<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return list.slice(from, from + 1).reduce((moved, item) => insert(moved, item, to), rest);
}

/** Sets members; null takes one away. */
export function withSettings<T extends object>(item: T, set: { [Member in keyof T]?: T[Member] | null }): T {
  const merged = { ...item, ...set };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as T;
}

/** Members to set, null to take away. A key is a name that records and rules use, so it is never changed. */
export type Settings<T> = { [Member in keyof Omit<T, 'key'>]?: T[Member] | null };

export function addKeyed<T extends Keyed>(list: readonly T[], item: T, at?: number): Edited<T[]> {
  if (list.some(({ key }) => key === item.key)) return notEdited('exists', `There is already a "${item.key}".`);
  return edited(insert(list, item, at));
}

/** Replaces the item of a key by what `change` makes of it. */
export function changeKeyed<T extends Keyed>(
  list: readonly T[],
  key: string,
  change: (item: T) => Edited<T>,
): Edited<T[]> {
  const item = list.find((each) => each.key === key);
  if (!item) return missing(key);
  const changed = change(item);
  return changed.ok ? edited(list.map((each) => (each === item ? changed.value : each))) : changed;
}

export function removeKeyed<T extends Keyed>(list: readonly T[], key: string): Edited<T[]> {
  if (!list.some((item) => item.key === key)) return missing(key);
  return edited(list.filter((item) => item.key !== key));
}

export function moveKeyed<T extends Keyed>(list: readonly T[], key: string, to: number): Edited<T[]> {
  const from = list.findIndex((item) => item.key === key);
  return from < 0 ? missing(key) : edited(reorder(list, from, to));
}

export const missing = (key: string): Edited<never> => notEdited('not_found', `There is no "${key}".`);

const clamp = (place: number, length: number): number => Math.max(0, Math.min(place, length));
