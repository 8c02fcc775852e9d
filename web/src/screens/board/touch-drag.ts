import { type RefObject, useEffect, useRef } from 'react';
import { fingerHold, type Point } from '../../ui/finger-hold.ts';
import type { DragSource } from './card-drag.ts';
import type { DropTarget } from './drop-place.ts';

/** Where near an edge things scroll, and how far at a time, in pixels. */
const EDGE = 56;
const STEP = 14;

interface Handlers {
  source: DragSource;
  enabled: boolean;
  onStart: (ids: readonly string[]) => void;
  onOver: (target: DropTarget | null) => void;
  onDrop: (ids: readonly string[], target: DropTarget) => void;
  onEnd: () => void;
}

interface Held {
  id: string;
  ids: readonly string[];
  forbidden: ReadonlySet<string>;
  ghost: HTMLElement;
  x: number;
  y: number;
}

/** Carries cards by finger: it rests on one until it holds it, then the board follows. */
export function useTouchDrag(board: RefObject<HTMLElement | null>, there: boolean, handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const element = board.current;
    if (!element || !there) return;
    let held: Held | null = null;
    let frame = 0;

    /** What lies under the finger; where the cards may not go only on letting go, which is told why. */
    const target = (lettingGo = false): DropTarget | null => {
      if (!held) return null;
      const under = document.elementFromPoint(held.x, held.y);
      const column = under?.closest<HTMLElement>('[data-stage]');
      const stage = column?.dataset.stage;
      if (!column || stage === undefined) return null;
      const forbidden = held.forbidden.has(stage);
      if (forbidden && !lettingGo) return null;
      // Between two cards the finger is still on the row of one.
      const card = under?.closest('li')?.querySelector<HTMLElement>('[data-card]');
      const id = card?.dataset.card;
      if (card && id !== undefined && !forbidden && !held.ids.includes(id)) {
        const box = card.getBoundingClientRect();
        return { kind: 'card', id, edge: held.y < box.top + box.height / 2 ? 'top' : 'bottom' };
      }
      const { lane } = column.dataset;
      return { kind: 'column', stage, ...(lane === undefined ? {} : { lane: lane === '' ? null : lane }) };
    };
    const scroll = () => {
      if (!held) return;
      const { x, y } = held;
      const box = element.getBoundingClientRect();
      if (x < box.left + EDGE) element.scrollLeft -= STEP;
      if (x > box.right - EDGE) element.scrollLeft += STEP;
      const list = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-scrolls]');
      if (list) {
        const own = list.getBoundingClientRect();
        if (y < own.top + EDGE) list.scrollTop -= STEP;
        if (y > own.bottom - EDGE) list.scrollTop += STEP;
      }
      latest.current.onOver(target());
      frame = requestAnimationFrame(scroll);
    };
    const hold = (card: HTMLElement, at: Point) => {
      const id = card.dataset.card ?? '';
      const { source, onStart } = latest.current;
      const ids = source.along(id);
      const ghost = card.cloneNode(true) as HTMLElement;
      ghost.classList.add('etapa-touch-ghost');
      ghost.style.width = `${card.offsetWidth}px`;
      if (ids.length > 1) ghost.dataset.many = source.preview(ids.length);
      document.body.append(ghost);
      held = { id, ids, forbidden: source.forbidden(ids), ghost, ...at };
      place();
      card.dataset.dragging = 'true';
      onStart(ids);
      frame = requestAnimationFrame(scroll);
    };
    const place = () => {
      if (held) held.ghost.style.transform = `translate(${held.x - 40}px, ${held.y - 24}px) rotate(2deg)`;
    };
    const letGo = (drop: boolean) => {
      cancelAnimationFrame(frame);
      if (!held) return;
      const last = held;
      const to = drop ? target(true) : null;
      last.ghost.remove();
      element.querySelector(`[data-card="${CSS.escape(last.id)}"]`)?.removeAttribute('data-dragging');
      held = null;
      latest.current.onOver(null);
      if (to) latest.current.onDrop(last.ids, to);
      latest.current.onEnd();
    };
    const cardOf = (touched: Element) => touched.closest<HTMLElement>('[data-card]');
    return fingerHold(element, {
      mayHold: (touched) => latest.current.enabled && cardOf(touched) !== null,
      onHold: (at, touched) => {
        const card = cardOf(touched);
        if (card) hold(card, at);
      },
      onMove: (to) => {
        if (!held) return;
        Object.assign(held, to);
        place();
      },
      onEnd: letGo,
    });
  }, [board, there]);
}
