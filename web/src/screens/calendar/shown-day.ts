import { type RefObject, useEffect, useRef } from 'react';

/** Where days stand one below the other: elsewhere all of them are in sight. */
const IN_A_ROW = '(max-width: 48em)';

/**
 * On a narrow screen brings today into sight, or the beginning of days that are not today's; a place that was kept
 * through a reload stays.
 *
 * @param days `ready` once they are drawn
 * @returns brings a day into sight that is shown already
 */
export function useShownDay(
  grid: RefObject<HTMLElement | null>,
  { day, today, span, ready }: { day: string; today: string; span: string; ready: boolean },
): (day: string) => void {
  const drawn = useRef(false);
  const bring = (to: string): void => {
    if (!window.matchMedia(IN_A_ROW).matches) return;
    if (to === today) grid.current?.querySelector(`[data-day="${to}"]`)?.scrollIntoView({ block: 'start' });
    else grid.current?.scrollTo({ top: 0 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: Only other days are brought into sight, and other spans.
  useEffect(() => {
    if (!ready) return;
    const kept = !drawn.current && (grid.current?.scrollTop ?? 0) > 0;
    drawn.current = true;
    if (!kept) bring(day);
  }, [day, span, ready]);
  return bring;
}
