import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { overNormBefore, type StageClock } from '@etapa/shared/definition/over-norm';

/**
 * The records that have been in their stage for longer than its norm, by each stage's own clock.
 *
 * @param funnels of the type; all of them unless told
 * @returns null when no open stage has a norm
 */
export function overNormTerm(
  type: EntityType,
  clock: StageClock,
  funnels: readonly Funnel[] = type.funnels ?? [],
): ConditionGroup | null {
  const late = funnels.flatMap((funnel) =>
    funnel.stages.flatMap((stage): ConditionGroup[] => {
      if (stage.group !== 'open' || !stage.norm) return [];
      const before = stage.clock === 'working' && clock.hours ? overNormBefore(stage, clock) : null;
      const since: ConditionRule = before
        ? { field: '$stageEnteredAt', operator: '<', value: before.toISOString() }
        : { field: '$stageEnteredAt', operator: 'olderThan', value: stage.norm };
      return [
        {
          combinator: 'and',
          rules: [
            { field: '$funnel', operator: '=', value: funnel.key },
            { field: '$stage', operator: '=', value: stage.key },
            since,
          ],
        },
      ];
    }),
  );
  return late.length > 0 ? { combinator: 'or', rules: late } : null;
}

type Term = ConditionRule | ConditionGroup;

/** A term but for the moments since which cards have stood in their stage. */
function shapeOf(term: Term): Term {
  if (!('rules' in term)) {
    return term.field === '$stageEnteredAt' ? { field: term.field, operator: 'olderThan' } : term;
  }
  return { ...term, rules: term.rules.map(shapeOf) };
}

/** Whether two terms ask for the cards over their norm alike, be it at different moments. */
export const sameOverNorm = (left: Term, right: Term): boolean =>
  JSON.stringify(shapeOf(left)) === JSON.stringify(shapeOf(right));

/** Moments of working time that lie this far from those of now (milliseconds) are of another day. */
const STALE = 15 * 60_000;

const momentsOf = (term: Term): number[] =>
  'rules' in term
    ? term.rules.flatMap(momentsOf)
    : term.field === '$stageEnteredAt' && term.operator === '<'
      ? [Date.parse(String(term.value))]
      : [];

/**
 * A filter kept since another day, as it asks for the cards over their norm now: a working day has no length to be
 * kept, only the moment it began.
 *
 * @returns the same filter where it does not ask for them, or asks for those of now
 */
export function renewedOverNorm(
  filter: ConditionGroup | undefined,
  term: ConditionGroup | null,
): ConditionGroup | undefined {
  if (!filter || !term || filter.combinator !== 'and' || filter.not) return filter;
  const old = filter.rules.find((rule) => sameOverNorm(rule, term));
  if (!old) return filter;
  const [before, now] = [momentsOf(old), momentsOf(term)];
  const fresh = before.length === now.length && before.every((at, index) => Math.abs(at - (now[index] ?? 0)) < STALE);
  return fresh ? filter : { ...filter, rules: filter.rules.map((rule) => (rule === old ? term : rule)) };
}
