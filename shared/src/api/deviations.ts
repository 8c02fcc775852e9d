import Type, { type Static } from 'typebox';
import { asOf } from './as-of.ts';
import { Id, Nullable } from './lists.ts';
import { strict } from './route.ts';

const Seconds = Nullable(Type.Number());

/** How the visits of a stage kept to its norm. */
const kept = {
  stage: Type.String(),
  /** Null: the stage has none, and nothing deviates from it. */
  normSeconds: Seconds,
  /** Finished visits, and the records that made them. */
  finished: Type.Integer(),
  finishedRecords: Type.Integer(),
  medianSeconds: Seconds,
  averageSeconds: Seconds,
  /** Average less norm: above 0 is slower than it should be. */
  deviationSeconds: Seconds,
  /** Finished visits longer than the norm, the records that made them, and the time beyond the norm in all. */
  overNorm: Type.Integer(),
  overNormRecords: Type.Integer(),
  overSeconds: Seconds,
  /** Records in the stage now, and those of them that are there for longer than the norm. */
  now: Type.Integer(),
  overNormNow: Type.Integer(),
};

export const Deviations = strict({
  /** By the owner that a record has now; null: nobody. Stages that are open, in the funnel's order. */
  owners: Type.Array(strict({ ownerId: Nullable(Id), ...kept })),
  /** Of everybody together. */
  stages: Type.Array(strict(kept)),
  /** Tasks with a deadline on records of the cohort, by who they are assigned to. */
  tasks: Type.Array(
    strict({
      assigneeId: Nullable(Id),
      /** Done, and those of them that were done after their deadline. */
      done: Type.Integer(),
      late: Type.Integer(),
      /** How many records they are on: as many as the lists behind the figures show. */
      doneRecords: Type.Integer(),
      lateRecords: Type.Integer(),
      /** Half of them were done this much later than due, or, below 0, earlier. */
      medianDeviationSeconds: Seconds,
      /** Still to be done, and those of them whose deadline has passed. */
      open: Type.Integer(),
      overdue: Type.Integer(),
      openRecords: Type.Integer(),
      overdueRecords: Type.Integer(),
    }),
  ),
  asOf,
});
export type Deviations = Static<typeof Deviations>;
