import type { Funnel } from '@etapa/shared/definition/entity-type';

/** `rework`: back to an earlier stage, or the same again; `unforeseen`: no transition of the design leads there. */
export type StepKind = 'forward' | 'rework' | 'unforeseen';

/** What a step that records really took is, against the design. A closed stage is ahead of every open one. */
export function stepKind({ stages, transitions }: Funnel, from: string, to: string): StepKind {
  const foreseen = transitions === 'free' || transitions.some((way) => way.from === from && way.to === to);
  if (!foreseen) return 'unforeseen';
  const at = (key: string) => stages.findIndex((stage) => stage.key === key);
  const open = (key: string) => stages[at(key)]?.group === 'open';
  if (open(to)) return !open(from) || at(to) <= at(from) ? 'rework' : 'forward';
  return from === to ? 'rework' : 'forward';
}
