import type { ComponentPropsWithRef } from 'react';

interface Props extends ComponentPropsWithRef<'button'> {
  anchor: HTMLElement;
  /** What opens from it. */
  label: string;
}

/** Lies unseen where something else is, and is what a menu or a popover opens from in its place. */
export function StandIn({ anchor, label, ...others }: Props) {
  const box = anchor.getBoundingClientRect();
  return (
    <button
      {...others}
      type="button"
      tabIndex={-1}
      aria-label={label}
      style={{
        position: 'fixed',
        left: box.left,
        top: box.top,
        width: box.width,
        height: box.height,
        opacity: 0,
        pointerEvents: 'none',
      }}
    />
  );
}
