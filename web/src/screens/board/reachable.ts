import type { Funnel } from '@etapa/shared/definition/entity-type';

/** Stages a card may go to from `stage`, as far as the funnel's transitions say; guards and rights are the server's. */
export function reachableStages(funnel: Funnel, stage: string | null): Set<string> {
  if (funnel.transitions === 'free' || stage === null) return new Set(funnel.stages.map(({ key }) => key));
  return new Set(funnel.transitions.filter(({ from }) => from === stage).map(({ to }) => to));
}
