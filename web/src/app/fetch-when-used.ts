import { LATER_TEXTS } from '../i18n/first-texts.ts';
import { loadTexts } from '../i18n/i18n.ts';

const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

/**
 * What is likely opened next, fetched once somebody moves the pointer or presses a key, when the browser has nothing else
 * to do: so the first screen waits for none of it, and the first card, form or filter opens at once all the same.
 *
 * @returns what stops waiting for a sign
 */
export function fetchWhenUsed(): () => void {
  const fetchAll = () => {
    stop();
    whenIdle(() => {
      // Without a line they come when they are opened.
      Promise.all([
        loadTexts(LATER_TEXTS),
        import('./palette.tsx'),
        import('./account-items.tsx'),
        import('./preference-items.tsx'),
        import('../ui/choice.tsx'),
        import('../conditions/view-items.tsx'),
        import('../conditions/filter-panel.tsx'),
        import('../screens/board/move-menu.tsx'),
        import('../screens/board/ask-many-form.tsx'),
        import('../screens/table/cell-editor.tsx'),
        import('../screens/table/stage-editor.tsx'),
        import('../screens/table/bulk/bulk-bar.tsx'),
        import('../screens/card/card-panel.tsx'),
        import('../fields/new-record.tsx'),
        import('../fields/ask-for-fields.tsx'),
        import('./notice-corner.tsx'),
      ]).catch(() => undefined);
    });
  };
  const stop = () => {
    for (const sign of SIGNS) window.removeEventListener(sign, fetchAll);
  };
  for (const sign of SIGNS) window.addEventListener(sign, fetchAll, { passive: true });
  return stop;
}

/** Safari has no idle callbacks. */
const whenIdle = (act: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act, { timeout: 2_000 });
  else setTimeout(act, 200);
};
