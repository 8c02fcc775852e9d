import type { Funnel } from '@etapa/shared/definition/entity-type';
import { useMediaQuery } from '@mantine/hooks';
import { type Dispatch, type SetStateAction, useEffect, useMemo, useState } from 'react';
import { useFormats } from '../i18n/locale.tsx';
import { type Line, linesOf, type Placed } from './funnel-graph.ts';
import { layOut } from './layout.ts';

interface FunnelLayout {
  placed: Placed[];
  /** Moves stages by hand, until the funnel changes. */
  setPlaced: Dispatch<SetStateAction<Placed[]>>;
  lines: Line[];
  narrow: boolean;
}

/**
 * The stages of a funnel in their places and the ways between them; no places until they have been found.
 * @param breakpoint width of the window up to which it runs from top to bottom, so that its texts stay readable
 */
export function useFunnelLayout(funnel: Funnel, breakpoint: `${number}em`): FunnelLayout {
  const { label } = useFormats();
  const narrow = useMediaQuery(`(max-width: ${breakpoint})`) ?? false;
  const [placed, setPlaced] = useState<Placed[]>([]);
  const lines = useMemo(
    () => linesOf(funnel, (way) => (way.label ? label(way.label as string) : undefined)),
    [funnel, label],
  );
  useEffect(() => {
    let current = true;
    void layOut(funnel, lines, narrow).then((next) => {
      if (current) setPlaced(next);
    });
    return () => {
      current = false;
    };
  }, [funnel, lines, narrow]);
  return { placed, setPlaced, lines, narrow };
}
