import type { RecordState } from '@etapa/shared/process/record';
import type { InnerEffect } from '@etapa/shared/rules/effect';
import type { PlacedStep } from '@etapa/shared/rules/next';
import type { Step } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Doer } from '../doer.ts';
import type { Doing, Intent, Performed, Together } from './effects/performer.ts';
import { PERFORMERS } from './effects/performers.ts';

/** Does what a step comes to inside Etapa, as the rule itself. */
@Injectable()
export class RuleEffects {
  constructor(private readonly modules: ModuleRef) {}

  /**
   * @param placed the step and where it stands in its rule
   * @throws RefusalError as the services do
   * @throws WriteConflict when the record changed meanwhile
   */
  perform(tx: Transaction, run: OpenRun, { path, step }: PlacedStep, effect: InnerEffect): Promise<Performed> {
    return this.performerOf(effect).perform({ tx, doer: doerOf(run, step), run, path, step }, effect);
  }

  /**
   * What an effect will write, with who does it. Writes nothing.
   * @param record the run's, as it was read in this transaction
   * @returns null when it must be performed by itself
   * @throws RefusalError as the services do
   */
  async intend(
    tx: Transaction,
    run: OpenRun,
    { path, step }: PlacedStep,
    effect: InnerEffect,
    record: RecordState,
    together: Together,
  ): Promise<(Intent & { doer: Doer }) | null> {
    const doer = doerOf(run, step);
    const performer = this.performerOf(effect);
    const intent = await performer.intend?.({ tx, doer, run, path, step }, effect, record, together);
    return intent ? { ...intent, doer } : null;
  }

  private performerOf(effect: InnerEffect): AnyPerformer {
    return this.modules.get<AnyPerformer>(PERFORMERS[effect.kind], { strict: false });
  }
}

/** One that is only ever given effects of its kind. */
interface AnyPerformer {
  perform(doing: Doing, effect: InnerEffect): Promise<Performed>;
  intend?(doing: Doing, effect: InnerEffect, record: RecordState, together: Together): Promise<Intent | null>;
}

/** A rule acts as itself, with the rights of the process, and every effect names it. */
function doerOf({ id, rule, ruleVersion, cause }: OpenRun, step: Step): Doer {
  return {
    caller: null,
    actor: { kind: 'rule', id: rule.key, version: ruleVersion, runId: id },
    cause: { ...cause, rule: rule.key, ruleVersion, runId: id, stepId: step.id },
  };
}
