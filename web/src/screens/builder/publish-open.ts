import type { Decisions } from '@etapa/shared/api/entity-types';
import type { DraftEffect } from '../../data/entity-types.ts';

/** What was decided at publishing, beside where records of removed stages go. */
export interface PublishDecisions {
  /** Fields whose values that do not convert are set aside. */
  aside: string[];
  /** Ids of references that may break. */
  accept: string[];
}

export const UNDECIDED: PublishDecisions = { aside: [], accept: [] };

/** Whether anything that would break has not been decided about. */
export function isOpen(effect: DraftEffect, targets: { [place: string]: string }, decided: PublishDecisions): boolean {
  return (
    effect.stages.some(({ funnel, stage, records }) => records > 0 && !targets[`${funnel}/${stage}`]) ||
    effect.fields.some(
      ({ field, change, fails }) => change !== 'removed' && fails > 0 && !decided.aside.includes(field),
    ) ||
    effect.references.some(({ id }) => !decided.accept.includes(id))
  );
}

/** Whether there is anything to decide. */
export const asks = ({ stages, fields, references }: DraftEffect): boolean =>
  stages.some(({ records }) => records > 0) ||
  fields.some(({ change, fails }) => change !== 'removed' && fails > 0) ||
  references.length > 0;

/** What is sent: everything that was decided, and nothing that was not asked. */
export function decisionsOf(
  effect: DraftEffect,
  targets: { [place: string]: string },
  decided: PublishDecisions,
): Decisions {
  const leaving = effect.stages.filter(({ records }) => records > 0);
  return {
    stageMap: Object.fromEntries(
      leaving.flatMap(({ funnel, stage }) => {
        const target = targets[`${funnel}/${stage}`];
        return target ? [[`${funnel}/${stage}`, target]] : [];
      }),
    ),
    onUnconvertible: decided.aside.length > 0 ? 'setAside' : 'refuse',
    accept: decided.accept,
  };
}
