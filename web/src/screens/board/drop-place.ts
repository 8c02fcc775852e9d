import type { Edge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type BoardCard, type Columns, type Place, placeOf, type Slot, sameSlot, slotOf } from './columns.ts';

/** What lies under a dropped card: another card with its nearer edge, or the column alone. */
export type DropTarget = { kind: 'card'; id: string; edge: Edge | null } | ({ kind: 'column' } & Slot);

/**
 * Where a dropped card goes; null when that is where it already lies.
 * The empty part of a column is its end; of a column not loaded to its end, the end of what is loaded.
 */
export function dropPlace<Card extends BoardCard>(board: Columns<Card>, id: string, target: DropTarget): Place | null {
  const home = placeOf(board, id);
  if (!home) return null;
  const place = targetPlace(board, id, target);
  if (!place || (sameSlot(place, home) && place.after === home.after)) return null;
  return place;
}

function targetPlace<Card extends BoardCard>(board: Columns<Card>, id: string, target: DropTarget): Place | null {
  if (target.kind === 'column') {
    const column = board.columns.find((candidate) => sameSlot(candidate, target));
    const last = column?.items.findLast((card) => card.id !== id);
    return column ? { ...slotOf(column), after: last?.id ?? null } : null;
  }
  const place = placeOf(board, target.id);
  if (!place) return null;
  if (target.edge === 'bottom') return { ...slotOf(place), after: target.id };
  const after = place.after === id ? (placeOf(board, id)?.after ?? null) : place.after;
  return { ...slotOf(place), after };
}

/** Places a card can be sent to within its own column, by menu or key; null where it is there already. */
export function stepPlace<Card extends BoardCard>(
  board: Columns<Card>,
  id: string,
  step: 'top' | 'up' | 'down' | 'bottom',
): Place | null {
  const home = placeOf(board, id);
  const items = (home && board.columns.find((column) => sameSlot(column, home))?.items) ?? [];
  const index = items.findIndex((card) => card.id === id);
  if (!home || index < 0) return null;
  const last = items.length - 1;
  if (step === 'top' || step === 'up') {
    if (index === 0) return null;
    return { ...slotOf(home), after: step === 'top' ? null : (items[index - 2]?.id ?? null) };
  }
  if (index === last) return null;
  return { ...slotOf(home), after: (step === 'bottom' ? items[last]?.id : items[index + 1]?.id) ?? null };
}

/**
 * Several cards to one place: one after the other from there on, in the order they lie in.
 *
 * @returns ids with their places; those that would not move are among them, so that the order holds
 */
export function groupPlaces<Card extends BoardCard>(
  board: Columns<Card>,
  ids: ReadonlySet<string>,
  to: Place,
): { id: string; place: Place }[] {
  const held = board.columns.flatMap(({ items }) => items.filter(({ id }) => ids.has(id)).map(({ id }) => id));
  const column = board.columns.find((candidate) => sameSlot(candidate, to))?.items ?? [];
  const above = column.slice(0, column.findIndex(({ id }) => id === to.after) + 1);
  let after = above.findLast(({ id }) => !ids.has(id))?.id ?? null;
  return held.map((id) => {
    const place = { ...slotOf(to), after };
    after = id;
    return { id, place };
  });
}

/**
 * The card an arrow key leads to: in the column, at the same height of the next column of the lane that has cards, or
 * in the same column of the next lane.
 */
export function neighbour<Card extends BoardCard>(
  board: Columns<Card>,
  id: string,
  direction: 'up' | 'down' | 'left' | 'right',
): string | null {
  const columnIndex = board.columns.findIndex((column) => column.items.some((card) => card.id === id));
  const column = board.columns[columnIndex];
  if (!column) return null;
  const index = column.items.findIndex((card) => card.id === id);
  if (direction === 'up' || direction === 'down') {
    const own = column.items[direction === 'up' ? index - 1 : index + 1];
    if (own) return own.id;
    const others = board.columns.filter((other) => other.stage === column.stage);
    const at = others.indexOf(column);
    return direction === 'up'
      ? (others
          .slice(0, at)
          .findLast(({ items }) => items.length > 0)
          ?.items.at(-1)?.id ?? null)
      : (others.slice(at + 1).find(({ items }) => items.length > 0)?.items[0]?.id ?? null);
  }
  const step = direction === 'left' ? -1 : 1;
  for (let at = columnIndex + step; at >= 0 && at < board.columns.length; at += step) {
    if (board.columns[at]?.lane !== column.lane) return null;
    const items = board.columns[at]?.items ?? [];
    const found = items[Math.min(index, items.length - 1)];
    if (found) return found.id;
  }
  return null;
}
