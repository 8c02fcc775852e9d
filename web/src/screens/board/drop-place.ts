import type { Edge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type BoardCard, type Columns, type Place, placeOf } from './columns.ts';

/** What lies under a dropped card: another card with its nearer edge, or the column alone. */
export type DropTarget = { kind: 'card'; id: string; edge: Edge | null } | { kind: 'column'; stage: string };

/**
 * Where a dropped card goes; null when that is where it already lies.
 * The empty part of a column is its end; of a column not loaded to its end, the end of what is loaded.
 */
export function dropPlace<Card extends BoardCard>(board: Columns<Card>, id: string, target: DropTarget): Place | null {
  const home = placeOf(board, id);
  if (!home) return null;
  const place = targetPlace(board, id, target);
  if (!place || (place.stage === home.stage && place.after === home.after)) return null;
  return place;
}

function targetPlace<Card extends BoardCard>(board: Columns<Card>, id: string, target: DropTarget): Place | null {
  if (target.kind === 'column') {
    const column = board.columns.find((candidate) => candidate.stage === target.stage);
    return column ? { stage: column.stage, after: column.items.findLast((card) => card.id !== id)?.id ?? null } : null;
  }
  const place = placeOf(board, target.id);
  if (!place) return null;
  if (target.edge === 'bottom') return { stage: place.stage, after: target.id };
  const after = place.after === id ? (placeOf(board, id)?.after ?? null) : place.after;
  return { stage: place.stage, after };
}

/** Places a card can be sent to within its own column, by menu or key; null where it is there already. */
export function stepPlace<Card extends BoardCard>(
  board: Columns<Card>,
  id: string,
  step: 'top' | 'up' | 'down' | 'bottom',
): Place | null {
  const home = placeOf(board, id);
  const items = board.columns.find((column) => column.stage === home?.stage)?.items ?? [];
  const index = items.findIndex((card) => card.id === id);
  if (!home || index < 0) return null;
  const last = items.length - 1;
  if (step === 'top' || step === 'up') {
    if (index === 0) return null;
    return { stage: home.stage, after: step === 'top' ? null : (items[index - 2]?.id ?? null) };
  }
  if (index === last) return null;
  return { stage: home.stage, after: (step === 'bottom' ? items[last]?.id : items[index + 1]?.id) ?? null };
}

/** The card an arrow key leads to: in the column, or at the same height of the next column that has cards. */
export function neighbour<Card extends BoardCard>(
  board: Columns<Card>,
  id: string,
  direction: 'up' | 'down' | 'left' | 'right',
): string | null {
  const columnIndex = board.columns.findIndex((column) => column.items.some((card) => card.id === id));
  const column = board.columns[columnIndex];
  if (!column) return null;
  const index = column.items.findIndex((card) => card.id === id);
  if (direction === 'up') return column.items[index - 1]?.id ?? null;
  if (direction === 'down') return column.items[index + 1]?.id ?? null;
  const step = direction === 'left' ? -1 : 1;
  for (let at = columnIndex + step; at >= 0 && at < board.columns.length; at += step) {
    const items = board.columns[at]?.items ?? [];
    const found = items[Math.min(index, items.length - 1)];
    if (found) return found.id;
  }
  return null;
}
