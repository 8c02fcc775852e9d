import { type RefObject, useEffect, useRef } from 'react';
import type { DragSource } from './card-drag.ts';
import type { DropTarget } from './drop-place.ts';

/** How long a finger rests on a card before it holds it, in milliseconds, and how far it may tremble, in pixels. */
const REST = 350;
const TREMBLE = 10;
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
  /** What the finger touched first: it alone hears of the finger once its card has scrolled out of the page. */
  origin: HTMLElement;
  x: number;
  y: number;
}

/**
 * Carries cards by finger: it rests on one until it holds it, then the board follows. The browser's own dragging,
 * which the mouse uses, begins too late on touch, or not at all.
 */
export function useTouchDrag(board: RefObject<HTMLElement | null>, there: boolean, handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const element = board.current;
    if (!element || !there) return;
    let held: Held | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let begin = { x: 0, y: 0 };
    let frame = 0;
    let touching = false;
    const options = { passive: false };

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
    const hold = (card: HTMLElement, origin: HTMLElement) => {
      const id = card.dataset.card ?? '';
      const { source, onStart } = latest.current;
      const ids = source.along(id);
      const ghost = card.cloneNode(true) as HTMLElement;
      ghost.classList.add('etapa-touch-ghost');
      ghost.style.width = `${card.offsetWidth}px`;
      if (ids.length > 1) ghost.dataset.many = source.preview(ids.length);
      document.body.append(ghost);
      held = { id, ids, forbidden: source.forbidden(ids), ghost, origin, ...begin };
      origin.addEventListener('touchmove', move, options);
      origin.addEventListener('touchend', end, options);
      origin.addEventListener('touchcancel', end, options);
      place();
      card.dataset.dragging = 'true';
      navigator.vibrate?.(15);
      onStart(ids);
      frame = requestAnimationFrame(scroll);
    };
    const place = () => {
      if (held) held.ghost.style.transform = `translate(${held.x - 40}px, ${held.y - 24}px) rotate(2deg)`;
    };
    const letGo = (drop: boolean) => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      if (!held) return;
      const last = held;
      const to = drop ? target(true) : null;
      last.ghost.remove();
      element.querySelector(`[data-card="${CSS.escape(last.id)}"]`)?.removeAttribute('data-dragging');
      last.origin.removeEventListener('touchmove', move);
      last.origin.removeEventListener('touchend', end);
      last.origin.removeEventListener('touchcancel', end);
      held = null;
      latest.current.onOver(null);
      if (to) latest.current.onDrop(last.ids, to);
      latest.current.onEnd();
    };
    const start = (event: TouchEvent) => {
      const touch = event.touches[0];
      const origin = event.target as HTMLElement;
      const card = origin.closest<HTMLElement>('[data-card]');
      clearTimeout(timer);
      touching = true;
      if (!latest.current.enabled || !touch || event.touches.length > 1 || !card) return;
      begin = { x: touch.clientX, y: touch.clientY };
      timer = setTimeout(() => hold(card, origin), REST);
    };
    const move = (event: TouchEvent) => {
      const touch = event.touches[0];
      if (!touch) return;
      if (!held) {
        if (Math.hypot(touch.clientX - begin.x, touch.clientY - begin.y) > TREMBLE) clearTimeout(timer);
        return;
      }
      event.preventDefault();
      held.x = touch.clientX;
      held.y = touch.clientY;
      place();
    };
    const end = (event: TouchEvent) => {
      if (held) event.preventDefault();
      letGo(event.type === 'touchend');
      setTimeout(() => {
        touching = false;
      }, 0);
    };
    // A finger that rests would open the link's menu, or begin the browser's own dragging.
    const prevent = (event: Event) => {
      if (!touching) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener('touchstart', start, { passive: true });
    element.addEventListener('touchmove', move, options);
    element.addEventListener('touchend', end, options);
    element.addEventListener('touchcancel', end, options);
    element.addEventListener('contextmenu', prevent);
    element.addEventListener('dragstart', prevent, true);
    return () => {
      letGo(false);
      element.removeEventListener('touchstart', start);
      element.removeEventListener('touchmove', move);
      element.removeEventListener('touchend', end);
      element.removeEventListener('touchcancel', end);
      element.removeEventListener('contextmenu', prevent);
      element.removeEventListener('dragstart', prevent, true);
    };
  }, [board, there]);
}
