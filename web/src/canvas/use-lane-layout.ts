import type { Funnel } from '@etapa/shared/definition/entity-type';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useFormats } from '../i18n/locale.tsx';
import { type Line, linesOf } from './funnel-graph.ts';
import { type LaneLayout, layLanes } from './lane-layout.ts';

/**
 * The stages of a funnel in their lanes; null until they have found their places.
 * @param breakpoint width of the window up to which it runs from top to bottom, so that its texts stay readable
 */
export function useLaneLayout(funnel: Funnel, breakpoint: `${number}em`) {
  const { label } = useFormats();
  const upright = useMediaQuery(`(max-width: ${breakpoint})`, undefined, { getInitialValueInEffect: false }) ?? false;
  const [layout, setLayout] = useState<LaneLayout | null>(null);
  const lines: Line[] = useMemo(
    () => linesOf(funnel, (way) => (way.label ? label(way.label as string) : undefined)),
    [funnel, label],
  );
  useEffect(() => {
    let current = true;
    void layLanes(funnel, lines, upright).then((next) => {
      if (current) setLayout(next);
    });
    return () => {
      current = false;
    };
  }, [funnel, lines, upright]);
  return { layout, lines, upright };
}
