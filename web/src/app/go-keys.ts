import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

const SCREENS = { h: '/', t: '/tasks' } as const;
const WAIT = 1000;

/** `G` then a letter goes to a screen, unless something is being typed. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedAt = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      const key = event.key.toLowerCase();
      if (key === 'g') {
        pressedAt = event.timeStamp;
        return;
      }
      const to = SCREENS[key as keyof typeof SCREENS];
      if (to && event.timeStamp - pressedAt < WAIT) {
        event.preventDefault();
        void navigate({ to });
      }
      pressedAt = Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [navigate]);
}
