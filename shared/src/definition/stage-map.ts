import type { Fault } from '../fields/fault.ts';
import { pointerToken } from '../fields/fault.ts';
import type { EntityType, Funnel, Stage } from './entity-type.ts';
import { firstStage, stageOf } from './stage.ts';

/** Where records of stages that went away go, both written `funnel/stage`. */
export type StageMap = { [place: string]: string };

/** Where a record stands; both null outside every funnel. */
export interface Place {
  funnel: string | null;
  stage: string | null;
}

/** A stage that one definition has and a later one does not. */
export interface RemovedStage {
  funnel: string;
  stage: Stage;
}

const nameOf = (funnel: string, stage: string): string => `${funnel}/${stage}`;

const placesOf = (definition: EntityType): { funnel: Funnel; stage: Stage }[] =>
  (definition.funnels ?? []).flatMap((funnel) => funnel.stages.map((stage) => ({ funnel, stage })));

/** Stages that records may be in and that go away. */
export function removedStages(from: EntityType, to: EntityType): RemovedStage[] {
  return placesOf(from)
    .filter(({ funnel, stage }) => !stageOf(to, funnel.key, stage.key))
    .map(({ funnel, stage }) => ({ funnel: funnel.key, stage }));
}

/**
 * What a person decided about stages that go away, in full.
 *
 * @param given keys and targets as `stage`, or `funnel/stage` where two funnels share a key
 * @returns faults with paths below `/stageMap`: `unknown_stage` for a target that is not there, or a key that does not
 *   go away
 */
export function readStageMap(
  from: EntityType,
  to: EntityType,
  given: { [stage: string]: string },
): { map: StageMap; faults: Fault[] } {
  const map: StageMap = {};
  const faults: Fault[] = [];
  const removed = removedStages(from, to);
  for (const [key, target] of Object.entries(given)) {
    const path = `/stageMap/${pointerToken(key)}`;
    const sources = removed.filter(({ funnel, stage }) => key === stage.key || key === nameOf(funnel, stage.key));
    if (sources.length === 0) {
      faults.push({ path, code: 'unknown_stage', message: `"${key}" is not a stage that goes away.` });
    }
    for (const { funnel, stage } of sources) {
      const found = targetOf(to, funnel, target);
      if (found) map[nameOf(funnel, stage.key)] = found;
      else faults.push({ path, code: 'unknown_stage', message: `There is no stage "${target}" to move records to.` });
    }
  }
  return { map, faults };
}

/** Of the same funnel first, else of the one funnel that has such a stage. */
function targetOf(to: EntityType, funnel: string, target: string): string | undefined {
  if (stageOf(to, funnel, target)) return nameOf(funnel, target);
  const found = placesOf(to).filter(
    (place) => place.stage.key === target || nameOf(place.funnel.key, place.stage.key) === target,
  );
  const [first] = found;
  return first && found.length === 1 ? nameOf(first.funnel.key, first.stage.key) : undefined;
}

/**
 * Where a record stands after the definitions that came since it was last written.
 *
 * @param from the definition it was written under
 * @param maps what was decided at each publishing since, oldest first
 */
export function placeUnder(from: EntityType, to: EntityType, maps: readonly StageMap[], place: Place): Place {
  const { funnel, stage } = maps.reduce(moved, place);
  if (stageOf(to, funnel, stage)) return { funnel, stage };
  const fallback = nearest(from, to, place);
  return fallback ? { funnel: fallback.funnel.key, stage: fallback.stage.key } : { funnel, stage };
}

function moved(place: Place, map: StageMap): Place {
  if (place.funnel === null || place.stage === null) return place;
  const target = map[nameOf(place.funnel, place.stage)];
  if (target === undefined) return place;
  const [funnel = '', stage = ''] = target.split('/');
  return { funnel, stage };
}

/** Of a stage nobody decided about, since nothing was in it: one of the same group, else where records begin. */
function nearest(from: EntityType, to: EntityType, { funnel, stage }: Place) {
  const known = to.funnels?.find(({ key }) => key === funnel) ?? to.funnels?.[0];
  if (!known) return undefined;
  const group = stageOf(from, funnel, stage)?.stage.group;
  const like = known.stages.find((each) => each.group === group);
  return like ? { funnel: known, stage: like } : firstStage(known);
}
