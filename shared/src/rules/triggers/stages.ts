import type { EntityType } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { Parameters } from '../parameter.ts';
import type { Trigger } from '../rule.ts';
import { KEYS, keysOf } from './kind.ts';

/** Where a record stands, or stood. */
interface Place {
  funnel: string | null;
  stage: string | null;
}

/** Which stages a trigger is about: all, or some; of all funnels, or one. */
export const PLACE: Parameters = {
  stages: { schema: KEYS, editor: 'stages' },
  funnel: { schema: { type: 'string' }, editor: 'funnel' },
};

/** Whether a place is one that the trigger names: in its `funnel` and one of its `stages`, where it has them. */
export function isAt(trigger: Trigger, { funnel, stage }: Place): boolean {
  if (stage === null) return false;
  return (
    (trigger.funnel === undefined || trigger.funnel === funnel) && (keysOf(trigger, 'stages')?.includes(stage) ?? true)
  );
}

/** The places that a trigger names, of those there are. */
export function placesOf(trigger: Trigger, definition: EntityType): { funnel: string; stage: string }[] {
  return (definition.funnels ?? []).flatMap(({ key: funnel, stages }) =>
    stages.map(({ key: stage }) => ({ funnel, stage })).filter((place) => isAt(trigger, place)),
  );
}

/** What is wrong with a trigger's `funnel` and `stages`. */
export function placeFaults(trigger: Trigger, definition: EntityType, path: string): Fault[] {
  return [...funnelFaults(trigger, definition, path), ...stageFaults(trigger, definition, path)];
}

function funnelFaults({ funnel }: Trigger, definition: EntityType, path: string): Fault[] {
  if (funnel === undefined || definition.funnels?.some(({ key }) => key === funnel)) return [];
  return [{ path: `${path}/funnel`, code: 'unknown_funnel', message: `There is no funnel "${String(funnel)}".` }];
}

function stageFaults(trigger: Trigger, definition: EntityType, path: string): Fault[] {
  const funnels = definition.funnels?.filter(({ key }) => trigger.funnel === undefined || key === trigger.funnel) ?? [];
  const known = new Set(funnels.flatMap(({ stages }) => stages.map(({ key }) => key)));
  return (keysOf(trigger, 'stages') ?? []).flatMap((key, index) =>
    known.has(key)
      ? []
      : [{ path: `${path}/stages/${index}`, code: 'unknown_stage', message: `There is no stage "${key}".` }],
  );
}
