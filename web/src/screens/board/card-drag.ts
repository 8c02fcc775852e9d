import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type RefObject, useEffect, useState } from 'react';

/** What travels with a dragged card. */
export interface DraggedCard {
  [key: string | symbol]: unknown;
  kind: 'card';
  id: string;
}

export const isDraggedCard = (data: Record<string | symbol, unknown>): data is DraggedCard => data.kind === 'card';

interface Handlers {
  id: string;
  enabled: boolean;
}

/** Makes a card something to drag and to drop beside; says which of its edges a held card is over. */
export function useCardDrag(element: RefObject<HTMLElement | null>, { id, enabled }: Handlers) {
  const [edge, setEdge] = useState<Edge | null>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const card = element.current;
    if (!card || !enabled) return;
    const data: DraggedCard = { kind: 'card', id };
    return combine(
      draggable({
        element: card,
        getInitialData: () => data,
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: card,
        canDrop: ({ source }) => isDraggedCard(source.data) && source.data.id !== id,
        getIsSticky: () => true,
        getData: ({ input, element: target }) =>
          attachClosestEdge({ kind: 'card', id }, { input, element: target, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    );
  }, [element, id, enabled]);
  return { edge, dragging };
}
