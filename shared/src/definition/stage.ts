import type { EntityType, Funnel, Stage } from './entity-type.ts';

export interface StagePlace {
  funnel: Funnel;
  stage: Stage;
}

/** A stage of a named funnel; undefined where there is none. */
export function stageOf(
  definition: Pick<EntityType, 'funnels'>,
  funnelKey: string | null,
  stageKey: string | null,
): StagePlace | undefined {
  const funnel = definition.funnels?.find(({ key }) => key === funnelKey);
  const stage = funnel?.stages.find(({ key }) => key === stageKey);
  return funnel && stage ? { funnel, stage } : undefined;
}

/** Where a new record of a funnel begins: its first open stage. */
export function firstStage(funnel: Funnel): StagePlace | undefined {
  const stage = funnel.stages.find(({ group }) => group === 'open');
  return stage && { funnel, stage };
}

/** Whether a card ends here. */
export const isTerminal = (stage: Stage): boolean => stage.group !== 'open';
