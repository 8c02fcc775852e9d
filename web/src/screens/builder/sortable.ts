import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type RefObject, useEffect, useRef, useState } from 'react';

type Data = Record<string | symbol, unknown>;

/** Where something was let go: beside another of its kind, or in a place that takes them. */
export type Dropped = { id: string } & ({ beside: string; after: boolean } | { into: string });

const isOf = (data: Data, list: string): data is Data & { id: string } => data.list === list;

/**
 * Makes an item something to drag, and to drop others of its list beside.
 *
 * @param list what may be mixed with what: `fields`, `options severity`
 * @param handle the part to take it by; all of it where absent
 */
export function useSortable(
  element: RefObject<HTMLElement | null>,
  list: string,
  id: string,
  handle?: RefObject<HTMLElement | null>,
) {
  const [edge, setEdge] = useState<Edge | null>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const item = element.current;
    if (!item) return;
    return combine(
      draggable({
        element: item,
        dragHandle: handle?.current ?? undefined,
        getInitialData: () => ({ list, id }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: item,
        canDrop: ({ source }) => isOf(source.data, list) && source.data.id !== id,
        getData: ({ input, element: target }) =>
          attachClosestEdge({ list, id }, { input, element: target, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    );
  }, [element, list, id, handle]);
  return { edge, dragging };
}

/** Makes a place, also an empty one, take items of a list. */
export function useDropZone(element: RefObject<HTMLElement | null>, list: string, zone: string): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    return dropTargetForElements({
      element: place,
      canDrop: ({ source }) => isOf(source.data, list),
      getData: () => ({ list, zone }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [element, list, zone]);
  return over;
}

/** Hears of what is let go in a list, wherever on the screen. */
export function useDrops(list: string, onDrop: (dropped: Dropped) => void): void {
  const heard = useRef(onDrop);
  heard.current = onDrop;
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isOf(source.data, list),
        onDrop: ({ source, location }) => {
          const [target] = location.current.dropTargets;
          if (!target || !isOf(source.data, list)) return;
          const { id } = source.data;
          if (typeof target.data.zone === 'string') heard.current({ id, into: target.data.zone });
          else if (typeof target.data.id === 'string') {
            heard.current({ id, beside: target.data.id, after: extractClosestEdge(target.data) === 'bottom' });
          }
        },
      }),
    [list],
  );
}

/** The place, in the list without the moved item, that lies beside another item. */
export function placeBeside(keys: readonly string[], id: string, beside: string, after: boolean): number {
  const rest = keys.filter((key) => key !== id);
  return rest.indexOf(beside) + (after ? 1 : 0);
}
