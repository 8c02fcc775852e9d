import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type RefObject, useEffect, useState } from 'react';
import { isDraggedCard } from './card-drag.ts';
import type { Slot } from './columns.ts';

/** Takes cards into a column, also into its empty part, and scrolls it while one is held near an edge. */
export function useColumnDrop(
  column: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  { stage, lane }: Slot,
): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!column.current || !list.current) return;
    return combine(
      dropTargetForElements({
        element: column.current,
        // Also where it may not go: a column that took nothing would leave the card to the one it passed before.
        canDrop: ({ source }) => isDraggedCard(source.data),
        getIsSticky: () => true,
        getData: () => ({ kind: 'column', stage, lane }),
        onDragEnter: ({ source: { data } }) => setOver(isDraggedCard(data) && !data.forbidden.has(stage)),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
      autoScrollForElements({ element: list.current, canScroll: ({ source }) => isDraggedCard(source.data) }),
    );
  }, [column, list, stage, lane]);
  return over;
}
