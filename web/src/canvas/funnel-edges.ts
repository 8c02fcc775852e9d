import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import type { EditedWayEdge } from './edited-way.tsx';
import type { Line } from './funnel-graph.ts';
import { chosenEdge, type DrawnTunnel, tunnelEdge, wayEdge } from './way-edges.ts';

interface Shown {
  funnel: Funnel;
  lines: Line[];
  tunnels: readonly DrawnTunnel[];
  upright: boolean;
  selected: readonly string[];
  /** A condition of a way in words. */
  inWords: (guard: NonNullable<Transition['guard']>) => string;
}

/** The ways and tunnels of a funnel's canvas. Choosing one makes that one anew, and no other. */
export function useFunnelEdges({ funnel, lines, tunnels, upright, selected, inWords }: Shown): EditedWayEdge[] {
  const { t } = useTranslation('canvas');
  const { label } = useFormats();
  const edges = useMemo(() => {
    const nameOf = (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
    const ways = lines.map((line) =>
      wayEdge(funnel, line, {
        free: funnel.transitions === 'free',
        guard: line.guard ? inWords(line.guard) : '',
        name: `${nameOf(line.from)} → ${nameOf(line.to)}`,
        upright,
      }),
    );
    const dug = tunnels.map((tunnel) =>
      tunnelEdge(tunnel, { off: t('tunnel.off'), name: t('tunnel.name', { name: tunnel.name }), upright }),
    );
    return [...ways, ...dug];
  }, [funnel, lines, tunnels, inWords, upright, label, t]);
  return useMemo(() => {
    const on = new Set(selected);
    return edges.map((edge) => (on.has(edge.id) ? chosenEdge(edge) : edge));
  }, [edges, selected]);
}
