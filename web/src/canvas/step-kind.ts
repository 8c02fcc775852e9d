import type { Funnel } from '@etapa/shared/definition/entity-type';

/** What a step that records really took is, against the design. */
export interface StepKind {
  /** Back to an earlier stage, out of a closed one, or the same again. */
  isRework: boolean;
  /** No transition of the design leads there. */
  isUnforeseen: boolean;
}

/** A closed stage is ahead of every open one. */
export function stepKind({ stages, transitions }: Funnel, from: string, to: string): StepKind {
  const at = (key: string) => stages.findIndex((stage) => stage.key === key);
  const open = (key: string) => stages[at(key)]?.group === 'open';
  const leadsBack = open(to) && (!open(from) || at(to) < at(from));
  return {
    isRework: from === to || leadsBack,
    isUnforeseen: transitions !== 'free' && !transitions.some((way) => way.from === from && way.to === to),
  };
}
