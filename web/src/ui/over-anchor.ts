import type { CSSProperties } from 'react';

/** Lies unseen where something else is: what a menu or a popover opens from in its place. */
export function overAnchor(anchor: HTMLElement): CSSProperties {
  const { left, top, width, height } = anchor.getBoundingClientRect();
  return { position: 'fixed', left, top, width, height, opacity: 0, pointerEvents: 'none' };
}
