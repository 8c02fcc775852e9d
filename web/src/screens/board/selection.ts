import type { BoardCard, Columns } from './columns.ts';

/** The ids with one added, or taken out. */
export function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/**
 * The ids with all cards from one to another of the same column; to a card of another column, that one alone.
 *
 * @param from the card chosen last
 */
export function extended<Card extends BoardCard>(
  board: Columns<Card>,
  selected: ReadonlySet<string>,
  from: string | null,
  to: string,
): Set<string> {
  const column = board.columns.find(({ items }) => items.some(({ id }) => id === to))?.items ?? [];
  const end = column.findIndex(({ id }) => id === to);
  const start = column.findIndex(({ id }) => id === from);
  const range = start < 0 ? [to] : column.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id);
  return new Set([...selected, ...range]);
}

/** Without cards that have left the board. */
export function present<Card extends BoardCard>(
  board: Columns<Card> | undefined,
  selected: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!board || selected.size === 0) return selected;
  const there = new Set(board.columns.flatMap(({ items }) => items.map(({ id }) => id)));
  const kept = [...selected].filter((id) => there.has(id));
  return kept.length === selected.size ? selected : new Set(kept);
}
