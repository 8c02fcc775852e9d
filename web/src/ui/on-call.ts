import { type MouseEvent, useEffect, useRef, useState } from 'react';

/**
 * A button that opens something fetched only then, below itself. Another click closes it. When what was open goes and
 * takes the focus with it, the button has it again.
 *
 * @param load fetches it ahead, as soon as the button is likely to be pressed
 * @returns where it is to open, null while it is closed; and what the button must have
 */
export function useOnCall(load: () => Promise<unknown>, opens: 'menu' | 'dialog' = 'menu') {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // Pressing outside closes what is open: the click that follows must not open it again.
  const wasOpen = useRef(false);
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!anchor && document.activeElement === document.body) opener.current?.focus({ preventScroll: true });
    opener.current = anchor;
  }, [anchor]);
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
