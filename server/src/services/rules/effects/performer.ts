import type { RecordState } from '@etapa/shared/process/record';
import type { InnerEffect } from '@etapa/shared/rules/effect';
import type { Step } from '@etapa/shared/rules/rule';
import type { OpenRun } from '../../../store/rule-runs.ts';
import type { TaskRow } from '../../../store/tasks.ts';
import type { Transaction } from '../../../store/transaction.ts';
import type { Doer } from '../../doer.ts';
import type { Decided } from '../../records-decide.ts';

export type EffectKind = InnerEffect['kind'];

type OfKind<Effect, Kind> = Effect extends { kind: infer Own } ? (Kind extends Own ? Effect : never) : never;

/** The effects of one kind. */
export type EffectOf<Kind extends EffectKind> = OfKind<InnerEffect, Kind>;

/** A step in hand. */
export interface Doing {
  /** The step's transaction. Nothing has been written in it yet, so that a record's events keep their order. */
  tx: Transaction;
  /** The rule itself, with the rights of the process; every effect names it. */
  doer: Doer;
  run: OpenRun;
  /** Where the step stands in its rule. */
  path: string;
  step: Step;
}

/** What a step will write, decided beforehand: what steps of many runs intend is kept in a few statements. */
export interface Intent {
  writes: { record: Decided } | { task: TaskRow };
  /** What later steps see under `steps.<id>`. */
  output: object;
}

/** Several steps in hand, each of another record. */
export interface Together {
  /** Cards they bring into each stage: see `RecordDecisions.decide`. */
  entering: Map<string, number>;
}

export interface Performed {
  /** What later steps see under `steps.<id>`. */
  output: object;
  /** The run is parked here until somebody ends the step. */
  waits?: true;
}

/** Does what steps of a kind come to, through the services that people use. */
export interface EffectPerformer<Kind extends EffectKind> {
  /**
   * @throws RefusalError when it cannot be done: the step fails, with the reason
   * @throws WriteConflict when the record changed meanwhile: the step is planned and performed anew
   */
  perform(doing: Doing, effect: EffectOf<Kind>): Promise<Performed>;
  /**
   * Decides what `perform` would write, and writes nothing. Absent where that cannot be known before.
   *
   * @param record the run's, as it was read in the same transaction
   * @returns null when this one is to be performed by itself
   * @throws RefusalError as `perform` does
   */
  intend?(doing: Doing, effect: EffectOf<Kind>, record: RecordState, together: Together): Promise<Intent | null>;
}
