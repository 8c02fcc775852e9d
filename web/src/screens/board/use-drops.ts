import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type RefObject, useEffect, useRef } from 'react';
import type { Board } from './board-data.ts';
import { type DragSource, isDraggedCard } from './card-drag.ts';
import type { Place } from './columns.ts';
import { type DropTarget, dropPlace } from './drop-place.ts';
import { dropTargetOf } from './drop-target.ts';
import { useTouchDrag } from './touch-drag.ts';

interface Options {
  columns: RefObject<HTMLElement | null>;
  board: RefObject<Board | undefined>;
  loaded: boolean;
  enabled: boolean;
  drag: DragSource;
  hold: () => () => void;
  setHeld: (ids: readonly string[] | null) => void;
  onMove: (ids: readonly string[], to: Place) => void;
}

/** Brings cards to where they are let go, by mouse or finger; news wait meanwhile. */
export function useDrops(options: Options): void {
  const { columns, board, loaded, enabled, drag, hold } = options;
  const latest = useRef(options);
  latest.current = options;
  const release = useRef(() => {});

  const begin = (ids: readonly string[]) => {
    release.current();
    release.current = hold();
    // Columns that snap into place would draw the board back from each step it scrolls below what is held.
    columns.current?.style.setProperty('scroll-snap-type', 'none');
    latest.current.setHeld(ids);
  };
  const drop = (ids: readonly string[], target: DropTarget) => {
    const shown = board.current;
    const [lead] = ids;
    if (!shown || lead === undefined) return;
    const place = dropPlace(shown, lead, target);
    if (place) latest.current.onMove(ids, place);
    // The one dropped lies there already, the others do not.
    else if (ids.length > 1) {
      const home = shown.columns.find(({ items }) => items.some(({ id }) => id === lead));
      if (home) latest.current.onMove(ids, { stage: home.stage, lane: home.lane, after: null });
    }
  };
  const end = () => {
    release.current();
    release.current = () => {};
    columns.current?.style.removeProperty('scroll-snap-type');
    latest.current.setHeld(null);
  };
  const acts = useRef({ begin, drop, end });
  acts.current = { begin, drop, end };

  useEffect(() => {
    const element = columns.current;
    if (!loaded || !element) return;
    return autoScrollForElements({ element, canScroll: ({ source }) => isDraggedCard(source.data) });
  }, [loaded, columns]);

  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isDraggedCard(source.data),
        onDragStart: ({ source: { data } }) => isDraggedCard(data) && acts.current.begin(data.ids),
        onDrop: ({ source: { data }, location }) => {
          const target = location.current.dropTargets[0];
          // The card under the pointer comes first, so that all held ones follow it.
          if (target && isDraggedCard(data)) {
            acts.current.drop([data.id, ...data.ids.filter((id) => id !== data.id)], dropTargetOf(target.data));
          }
          acts.current.end();
        },
      }),
    [],
  );

  const marked = useRef<Element | null>(null);
  useTouchDrag(columns, loaded, {
    source: drag,
    enabled,
    onStart: begin,
    onOver: (target) => {
      const element = target && elementOf(target);
      if (marked.current === element) return;
      marked.current?.removeAttribute('data-touched');
      element?.setAttribute('data-touched', target?.kind === 'card' ? (target.edge ?? 'top') : 'column');
      marked.current = element;
    },
    onDrop: drop,
    onEnd: end,
  });
}

function elementOf(target: DropTarget): Element | null {
  if (target.kind === 'card') return document.querySelector(`[data-card="${CSS.escape(target.id)}"]`);
  const { stage, lane } = target;
  const cell = lane === undefined ? '' : `[data-lane="${CSS.escape(lane ?? '')}"]`;
  return document.querySelector(`[data-stage="${CSS.escape(stage)}"]${cell}`);
}
