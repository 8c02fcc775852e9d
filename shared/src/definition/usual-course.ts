import type { Funnel, Transition } from './entity-type.ts';

/**
 * The ways most processes go: from each open stage to the next one in their order, from the last one to every won
 * stage, and from each open stage to every lost one. Going back, leaving stages out and opening again are not among
 * them: they are drawn where they are meant.
 *
 * @param stages of a funnel, in their order
 */
export function usualCourse(stages: Funnel['stages']): Transition[] {
  const open = stages.filter(({ group }) => group === 'open');
  const won = stages.filter(({ group }) => group === 'won');
  const lost = stages.filter(({ group }) => group === 'lost');
  return open.flatMap(({ key: from }, at) => {
    const next = open[at + 1];
    return [...(next ? [next] : won), ...lost].map(({ key: to }) => ({ from, to }));
  });
}

/**
 * Every way there is between two stages of a funnel, in both directions.
 *
 * @param stages of a funnel, in their order
 */
export function everyWay(stages: Funnel['stages']): Transition[] {
  return stages.flatMap((from) => stages.filter((to) => to !== from).map((to) => ({ from: from.key, to: to.key })));
}
