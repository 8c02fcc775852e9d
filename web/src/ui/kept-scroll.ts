import { type RefObject, useEffect, useRef } from 'react';

const read = (key: string): number => {
  try {
    return Number(sessionStorage.getItem(key)) || 0;
  } catch {
    return 0;
  }
};

const keep = (key: string, value: number): void => {
  try {
    if (value > 0) sessionStorage.setItem(key, String(Math.round(value)));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is closed: the place lasts until the page goes.
  }
};

/** Further pages read to get back to where one was. */
const MOST_PAGES = 20;

interface Options {
  /** Of what there is to scroll, in pixels; 0 while nothing is there. Anything for sideways. */
  extent: number;
  /** Reads what comes further; null where there is no more, or it is on its way. */
  more?: (() => void) | null;
  /** Whether more may still come. */
  unfinished?: boolean;
  way?: 'down' | 'sideways';
}

/** Keeps how far an element is scrolled through a reload, and brings it back there once there is enough to scroll. */
export function useKeptScroll(
  element: RefObject<HTMLElement | null>,
  key: string,
  { extent, more = null, unfinished = false, way = 'down' }: Options,
): void {
  const name = `etapa-scroll-${way} ${key}`;
  const wanted = useRef<{ name: string; at: number; pages: number } | null>(null);
  if (wanted.current?.name !== name) wanted.current = { name, at: read(name), pages: 0 };
  const property = way === 'down' ? 'scrollTop' : 'scrollLeft';

  useEffect(() => {
    const box = element.current;
    const place = wanted.current;
    if (!box || !place || place.at === 0 || extent === 0) return;
    const seen = way === 'down' ? box.clientHeight : box.clientWidth;
    if (extent < place.at + seen && unfinished && place.pages < MOST_PAGES) {
      if (more) {
        place.pages += 1;
        more();
      }
      return;
    }
    box[property] = place.at;
    place.at = 0;
  }, [element, extent, more, unfinished, property, way]);

  const there = extent > 0;
  useEffect(() => {
    const box = element.current;
    if (!box || !there) return;
    let frame = 0;
    const listen = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (wanted.current?.at === 0) keep(name, box[property]);
      });
    };
    box.addEventListener('scroll', listen, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      box.removeEventListener('scroll', listen);
    };
  }, [element, name, property, there]);
}
