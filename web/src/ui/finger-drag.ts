import { fingerHold } from './finger-hold.ts';

/** Where near an edge things scroll, and how far at a time, in pixels. */
const EDGE = 48;
const STEP = 10;

/** Where things can be put by a finger. */
interface Place {
  /** Of the things that may be put here. */
  kind: string;
  takes: (id: string) => boolean;
  onOver: (over: boolean) => void;
  onDrop: (id: string) => void;
}

interface Thing {
  kind: string;
  id: () => string;
  onHold: (held: boolean) => void;
}

const places = new Map<Element, Place>();

/**
 * Makes an element a place where a finger can put things down.
 *
 * @returns takes that back
 */
export function fingerPlace(element: Element, place: Place): () => void {
  places.set(element, place);
  return () => void places.delete(element);
}

/**
 * Lets a finger carry an element once it has rested on it.
 *
 * @returns takes that back
 */
export function fingerDrag(element: HTMLElement, { kind, id, onHold }: Thing): () => void {
  let at = { x: 0, y: 0 };
  let ghost: HTMLElement | null = null;
  let over: Place | null = null;
  let frame = 0;

  const below = (): Place | null => {
    for (let under = document.elementFromPoint(at.x, at.y); under; under = under.parentElement) {
      const place = places.get(under);
      if (place) return place.kind === kind && place.takes(id()) ? place : null;
    }
    return null;
  };
  const follow = () => {
    if (!ghost) return;
    ghost.style.transform = `translate(${at.x - 40}px, ${at.y - 20}px)`;
    const next = below();
    if (next !== over) {
      over?.onOver(false);
      next?.onOver(true);
      over = next;
    }
    const box = scrollerAt(at.x, at.y);
    if (box) {
      const { top, bottom, left, right } = box.getBoundingClientRect();
      box.scrollTop += at.y < top + EDGE ? -STEP : at.y > Math.min(bottom, innerHeight) - EDGE ? STEP : 0;
      box.scrollLeft += at.x < left + EDGE ? -STEP : at.x > Math.min(right, innerWidth) - EDGE ? STEP : 0;
    }
    frame = requestAnimationFrame(follow);
  };
  const hold = () => {
    ghost = element.cloneNode(true) as HTMLElement;
    ghost.setAttribute('aria-hidden', 'true');
    ghost.removeAttribute('data-task');
    ghost.classList.add('etapa-touch-ghost');
    Object.assign(ghost.style, {
      position: 'fixed',
      inset: '0 auto auto 0',
      zIndex: '1000',
      width: `${element.offsetWidth}px`,
      opacity: '0.9',
      listStyle: 'none',
      pointerEvents: 'none',
      boxShadow: 'var(--mantine-shadow-lg)',
    });
    // Where it stands: what it looks like depends on what it lies in.
    element.parentElement?.append(ghost);
    onHold(true);
    follow();
  };
  const letGo = (drop: boolean) => {
    cancelAnimationFrame(frame);
    const to = drop ? below() : null;
    ghost?.remove();
    ghost = null;
    over?.onOver(false);
    over = null;
    onHold(false);
    to?.onDrop(id());
  };
  return fingerHold(element, {
    mayHold: () => true,
    onHold: (begin) => {
      at = begin;
      hold();
    },
    onMove: (to) => {
      at = to;
    },
    onEnd: letGo,
  });
}

/** What scrolls under a finger. */
function scrollerAt(x: number, y: number): Element | null {
  for (let under = document.elementFromPoint(x, y); under; under = under.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(under).overflow);
    if (scrolls && (under.scrollHeight > under.clientHeight + 1 || under.scrollWidth > under.clientWidth + 1))
      return under;
  }
  return null;
}
