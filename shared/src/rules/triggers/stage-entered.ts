import type { EntityType } from '../../definition/entity-type.ts';
import { recordEventOf } from '../event.ts';
import type { Trigger } from '../rule.ts';
import { KEYS, keysOf, type TriggerKind } from './kind.ts';

/** A record came into a stage: any, or one of those chosen. One made in a stage enters it. */
export const stageEntered: TriggerKind = {
  kind: 'stage.entered',
  parameters: {
    stages: { schema: KEYS, editor: 'stages' },
    funnel: { schema: { type: 'string' }, editor: 'funnel' },
  },
  check: (trigger, definition, path) => [
    ...funnelFaults(trigger, definition, path),
    ...stageFaults(trigger, definition, path),
  ],
  matches: (trigger, event) => {
    const happened = recordEventOf(event);
    if (happened?.kind !== 'record.moved' && happened?.kind !== 'record.created') return false;
    const place = happened.kind === 'record.moved' ? happened.to : happened;
    if (place.stage === null) return false;
    const stages = keysOf(trigger, 'stages');
    return (trigger.funnel === undefined || trigger.funnel === place.funnel) && (stages?.includes(place.stage) ?? true);
  },
};

function funnelFaults(trigger: Trigger, definition: EntityType, path: string) {
  if (trigger.funnel === undefined || definition.funnels?.some(({ key }) => key === trigger.funnel)) return [];
  return [
    { path: `${path}/funnel`, code: 'unknown_funnel', message: `There is no funnel "${String(trigger.funnel)}".` },
  ];
}

function stageFaults(trigger: Trigger, definition: EntityType, path: string) {
  const funnels = definition.funnels?.filter(({ key }) => trigger.funnel === undefined || key === trigger.funnel) ?? [];
  const known = new Set(funnels.flatMap(({ stages }) => stages.map(({ key }) => key)));
  return (keysOf(trigger, 'stages') ?? []).flatMap((key, index) =>
    known.has(key)
      ? []
      : [{ path: `${path}/stages/${index}`, code: 'unknown_stage', message: `There is no stage "${key}".` }],
  );
}
