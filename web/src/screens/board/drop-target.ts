import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { DropTarget } from './drop-place.ts';

/** What lies under a card let go by the mouse. */
export function dropTargetOf(data: Record<string | symbol, unknown>): DropTarget {
  if (data.kind === 'card') return { kind: 'card', id: String(data.id), edge: extractClosestEdge(data) };
  const { lane } = data;
  const stage = String(data.stage);
  return lane === undefined
    ? { kind: 'column', stage }
    : { kind: 'column', stage, lane: lane === null ? null : String(lane) };
}
