import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { useEffect, useRef, useState } from 'react';

/**
 * Makes a column's heading, or its line in a list, something to drag and to drop beside.
 *
 * @param way columns stand beside each other (`horizontal`) or are listed below each other
 */
export function useColumnDrag<Target extends HTMLElement>(
  key: string,
  way: 'horizontal' | 'vertical',
  onDrop: (dragged: string, side: 'before' | 'behind') => void,
) {
  const element = useRef<Target>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const [edge, setEdge] = useState<Edge | null>(null);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const kind = `column ${way}`;
    return combine(
      draggable({
        element: target,
        getInitialData: () => ({ kind, key }),
        canDrag: ({ input }) => {
          const under = document.elementFromPoint(input.clientX, input.clientY);
          return !under?.closest('[role="separator"]');
        },
      }),
      dropTargetForElements({
        element: target,
        canDrop: ({ source }) => source.data.kind === kind && source.data.key !== key,
        getData: ({ input }) =>
          attachClosestEdge(
            { key },
            { element: target, input, allowedEdges: way === 'horizontal' ? ['left', 'right'] : ['top', 'bottom'] },
          ),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => {
          setEdge(null);
          const nearer = extractClosestEdge(self.data);
          drop.current(String(source.data.key), nearer === 'left' || nearer === 'top' ? 'before' : 'behind');
        },
      }),
    );
  }, [key, way]);
  return { element, edge };
}
