import type { EntityType } from '@etapa/shared/definition/entity-type';

/** Keys of the stages of every funnel: rules name a stage by its key alone, so a new one is like none of them. */
export const stageKeys = ({ funnels = [] }: EntityType): string[] =>
  funnels.flatMap(({ stages }) => stages.map(({ key }) => key));
