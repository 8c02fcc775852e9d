import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type RefObject, useEffect, useState } from 'react';

/** What travels with a dragged card: all that are selected, where it is one of them. */
export interface DraggedCard {
  [key: string | symbol]: unknown;
  kind: 'card';
  id: string;
  ids: readonly string[];
  /** Stages that they may not go to. */
  forbidden: ReadonlySet<string>;
}

export const isDraggedCard = (data: Record<string | symbol, unknown>): data is DraggedCard => data.kind === 'card';

export interface DragSource {
  /** The cards that go along with one, itself among them. */
  along: (id: string) => readonly string[];
  forbidden: (ids: readonly string[]) => ReadonlySet<string>;
  /** What stands under the pointer while several are held. */
  preview: (count: number) => string;
}

interface Handlers {
  id: string;
  stage: string;
  enabled: boolean;
  source: DragSource;
}

/** Makes a card something to drag and to drop beside; says which of its edges a held card is over. */
export function useCardDrag(element: RefObject<HTMLElement | null>, { id, stage, enabled, source }: Handlers) {
  const [edge, setEdge] = useState<Edge | null>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const card = element.current;
    if (!card || !enabled) return;
    return combine(
      draggable({
        element: card,
        getInitialData: (): DraggedCard => {
          const ids = source.along(id);
          return { kind: 'card', id, ids, forbidden: source.forbidden(ids) };
        },
        onGenerateDragPreview: ({ nativeSetDragImage, source: { data } }) => {
          const count = isDraggedCard(data) ? data.ids.length : 1;
          if (count < 2) return;
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: pointerOutsideOfPreview({ x: '12px', y: '8px' }),
            render: ({ container }) => {
              container.className = 'etapa-drag-preview';
              container.textContent = source.preview(count);
            },
          });
        },
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: card,
        canDrop: ({ source: { data } }) => isDraggedCard(data) && !data.ids.includes(id) && !data.forbidden.has(stage),
        getIsSticky: () => true,
        getData: ({ input, element: target }) =>
          attachClosestEdge({ kind: 'card', id }, { input, element: target, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    );
  }, [element, id, stage, enabled, source]);
  return { edge, dragging };
}
