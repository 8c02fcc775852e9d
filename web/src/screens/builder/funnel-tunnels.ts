import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { type Tunnel, type TunnelEnd, tunnelsOf } from '@etapa/shared/rules/tunnels';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OtherProcess } from '../../canvas/funnel-nodes.ts';
import type { DrawnTunnel } from '../../canvas/way-edges.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { allRulesQuery, type SavedRule } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** A tunnel on the canvas, with the rule that it is. */
export interface FunnelTunnel extends DrawnTunnel {
  rule: SavedRule;
  tunnel: Tunnel;
}

/** The id of a funnel of another process on the canvas. */
export const processId = (entityType: string, funnel: string | null): string => `process:${entityType}/${funnel ?? ''}`;

/** The tunnels from and to a funnel, derived from the rules of every process, and the processes at their other ends. */
export function useTunnels(definition: EntityType, funnel: Funnel, shown: readonly string[]) {
  const { label } = useFormats();
  const types = useEntityTypes();
  const rules = useQuery(allRulesQuery).data;
  return useMemo(() => {
    const typeOf = (key: string) => (key === definition.key ? definition : types?.find((type) => type.key === key));
    const stages = new Set(funnel.stages.map(({ key }) => key));
    const tunnels: FunnelTunnel[] = (rules ?? []).flatMap((rule) => {
      const own = typeOf(rule.entityType);
      if (!own) return [];
      return tunnelsOf(rule, own).flatMap((tunnel) => {
        const id = `tunnel:${rule.entityType}/${rule.key}/${tunnel.step}`;
        const name = rule.name;
        const enabled = rule.enabled;
        const to = endOf(tunnel.to, typeOf(tunnel.to.entityType));
        const leaves = (place: Tunnel['from'][number]) =>
          rule.entityType === definition.key && place.funnel === funnel.key && stages.has(place.stage);
        const out = tunnel.from.filter(leaves).map(({ stage }) => ({
          id: `${id}/${stage}`,
          stage,
          process: processId(to.entityType, to.funnel),
          inwards: false,
          name,
          enabled,
          rule,
          tunnel,
        }));
        if (to.entityType !== definition.key || to.funnel !== funnel.key || out.length > 0) return out;
        const stage = to.stage !== null && stages.has(to.stage) ? to.stage : funnel.stages.find(isOpen)?.key;
        if (stage === undefined) return out;
        const process = processId(rule.entityType, tunnel.from[0]?.funnel ?? null);
        return [{ id: `${id}/in`, stage, process, inwards: true, name, enabled, rule, tunnel }];
      });
    });
    const ids = [...new Set([...tunnels.map(({ process }) => process), ...shown])];
    const processes = ids.flatMap((id): OtherProcess[] => {
      const [entityType = '', key = ''] = id.slice('process:'.length).split('/');
      const type = typeOf(entityType);
      const other = type?.funnels?.find((each) => each.key === key);
      const several = (type?.funnels?.length ?? 0) > 1;
      return [
        {
          id,
          name: label(type?.name ?? entityType),
          funnel: other && several ? label(other.name) : '',
          icon: type?.icon,
          color: type?.color,
        },
      ];
    });
    return { tunnels, processes };
  }, [definition, funnel, types, rules, shown, label]);
}

const isOpen = ({ group }: Funnel['stages'][number]): boolean => group === 'open';

/** Where a tunnel comes out when it names no funnel: the first. */
function endOf(end: TunnelEnd, type: EntityType | undefined): TunnelEnd {
  return end.funnel === null ? { ...end, funnel: type?.funnels?.[0]?.key ?? null } : end;
}
