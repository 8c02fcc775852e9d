import type { Funnel } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';
import type { Flow } from '../../data/reports.ts';

type Step = Flow['edges'][number];

/**
 * The commonest steps that together make up a share of all moves; the rest is left out of the picture.
 *
 * @param share 0 to 1; 1 keeps every step
 */
export function commonSteps(steps: readonly Step[], share: number): Step[] {
  const moves = steps.reduce((sum, { count }) => sum + count, 0);
  const kept: Step[] = [];
  let covered = 0;
  for (const step of [...steps].sort((one, other) => other.count - one.count)) {
    if (covered >= moves * share) break;
    kept.push(step);
    covered += step.count;
  }
  return kept;
}

/** The steps of a way, which are drawn while it is played however rare they are. */
export function stepsAlong(steps: readonly Step[], path: readonly string[] | null): Step[] {
  return steps.filter(({ from, to }) => path?.some((stage, at) => stage === from && path[at + 1] === to));
}

/** Names of stages by key; one that is no longer in the funnel is called by its key. */
export function namesOf(funnel: Funnel, label: (label: Label | undefined) => string): (stage: string) => string {
  const names = new Map(funnel.stages.map((stage) => [stage.key, label(stage.name)]));
  return (stage) => names.get(stage) ?? stage;
}
