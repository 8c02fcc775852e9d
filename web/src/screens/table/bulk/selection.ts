import type { BulkRequest } from '@etapa/shared/api/bulk';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';

/** What is chosen in a table: single records, or all that match, loaded or not. */
export type Selection = { everything: true } | { everything: false; ids: ReadonlySet<string> };

export const NOTHING: Selection = { everything: false, ids: new Set() };

/** What narrows the table. */
export type Narrowing = Pick<BulkRequest, 'filter' | 'q' | 'behind'>;

/** Ids that an address can hold: an export is asked for by its address. */
const MOST_IN_ADDRESS = 150;

const ALL: ConditionGroup = { combinator: 'and', rules: [] };

export const isSelected = (selection: Selection, id: string): boolean => selection.everything || selection.ids.has(id);

/** @param total of all that match; undefined while it is counted */
export const countOf = (selection: Selection, total: number | undefined): number =>
  selection.everything ? (total ?? 0) : selection.ids.size;

/** One record chosen or not; leaving one out of everything keeps the others that are loaded. */
export function toggled(selection: Selection, id: string, loaded: readonly string[]): Selection {
  const ids = new Set(selection.everything ? loaded : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { everything: false, ids };
}

/** Which records a bulk change is asked for. */
export function chosen(selection: Selection, narrowing: Narrowing): Omit<BulkRequest, 'action'> {
  if (!selection.everything) return { ids: [...selection.ids] };
  return { ...narrowing, filter: narrowing.filter ?? ALL };
}

/** What an export is narrowed by; null where the chosen records are too many for an address. */
export function exported(selection: Selection, narrowing: Narrowing): Narrowing | null {
  if (selection.everything || selection.ids.size === 0) return narrowing;
  if (selection.ids.size > MOST_IN_ADDRESS) return null;
  return { filter: { combinator: 'and', rules: [{ field: '$id', operator: 'in', value: [...selection.ids] }] } };
}
