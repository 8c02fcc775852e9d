/** How long a finger rests on a thing before it holds it, in milliseconds, and how far it may tremble, in pixels. */
const REST = 350;
const TREMBLE = 10;

export interface Point {
  x: number;
  y: number;
}

interface Finger {
  /** Whether what was touched may be held. */
  mayHold: (touched: HTMLElement) => boolean;
  /** It has rested long enough. */
  onHold: (at: Point, touched: HTMLElement) => void;
  onMove: (at: Point) => void;
  /** It holds no longer. @param drop false where the finger did not lift by itself */
  onEnd: (drop: boolean) => void;
}

/**
 * Hears of a finger that rests on something within an element until it holds it. The browser's own dragging, which the
 * mouse uses, begins too late on touch, or not at all.
 *
 * @returns takes that back
 */
export function fingerHold(element: HTMLElement, { mayHold, onHold, onMove, onEnd }: Finger): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begin: Point = { x: 0, y: 0 };
  let holding: AbortController | null = null;
  let touching = false;

  const listen = (to: HTMLElement, signal: AbortSignal) => {
    to.addEventListener('touchmove', move, { passive: false, signal });
    to.addEventListener('touchend', end, { passive: false, signal });
    to.addEventListener('touchcancel', end, { passive: false, signal });
  };
  const hold = (touched: HTMLElement) => {
    holding = new AbortController();
    // It alone hears of the finger once it has scrolled out of the page.
    listen(touched, holding.signal);
    navigator.vibrate?.(15);
    onHold(begin, touched);
  };
  const letGo = (drop: boolean) => {
    clearTimeout(timer);
    if (!holding) return;
    holding.abort();
    holding = null;
    onEnd(drop);
  };
  const start = (event: TouchEvent) => {
    const touch = event.touches[0];
    const touched = event.target as HTMLElement;
    clearTimeout(timer);
    touching = true;
    if (!touch || event.touches.length > 1 || !mayHold(touched)) return;
    begin = { x: touch.clientX, y: touch.clientY };
    timer = setTimeout(() => hold(touched), REST);
  };
  const move = (event: TouchEvent) => {
    const touch = event.touches[0];
    if (!touch) return;
    if (!holding) {
      if (Math.hypot(touch.clientX - begin.x, touch.clientY - begin.y) > TREMBLE) clearTimeout(timer);
      return;
    }
    event.preventDefault();
    onMove({ x: touch.clientX, y: touch.clientY });
  };
  const end = (event: TouchEvent) => {
    // A finger that carried something does not press it as well.
    if (holding) event.preventDefault();
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
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener('touchstart', start, { passive: true, signal });
  listen(element, signal);
  element.addEventListener('contextmenu', prevent, { signal });
  element.addEventListener('dragstart', prevent, { capture: true, signal });
  return () => {
    letGo(false);
    stop.abort();
  };
}
