import { type MouseEvent, useRef, useState } from 'react';

/**
 * A button that opens something fetched only then, below itself. Another click closes it.
 *
 * @param load fetches it ahead, as soon as the button is likely to be pressed
 * @returns where it is to open, null while it is closed; and what the button must have
 */
export function useOnCall(load: () => Promise<unknown>, opens: 'menu' | 'dialog' = 'menu') {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // Pressing outside closes what is open: the click that follows must not open it again.
  const wasOpen = useRef(false);
  const ahead = () => void load().catch(() => undefined);
  return {
    anchor,
    close: () => setAnchor(null),
    button: {
      'aria-haspopup': opens,
      'aria-expanded': anchor !== null,
      onPointerEnter: ahead,
      onFocus: ahead,
      onPointerDown: () => {
        wasOpen.current = anchor !== null;
      },
      onClick: (event: MouseEvent<HTMLElement>) => {
        setAnchor(wasOpen.current ? null : event.currentTarget);
        wasOpen.current = false;
      },
    },
  };
}
