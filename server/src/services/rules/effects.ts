import type { InnerEffect } from '@etapa/shared/rules/effect';
import type { Step } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Doer } from '../doer.ts';
import type { Doing, Performed } from './effects/performer.ts';
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
  perform(
    tx: Transaction,
    run: OpenRun,
    { path, step }: { path: string; step: Step },
    effect: InnerEffect,
  ): Promise<Performed> {
    const type = PERFORMERS[effect.kind];
    const performer: { perform(doing: Doing, effect: InnerEffect): Promise<Performed> } = this.modules.get(type, {
      strict: false,
    });
    return performer.perform({ tx, doer: doerOf(run, step), run, path, step }, effect);
  }
}

/** A rule acts as itself, with the rights of the process, and every effect names it. */
function doerOf({ id, rule, ruleVersion, cause }: OpenRun, step: Step): Doer {
  return {
    caller: null,
    actor: { kind: 'rule', id: rule.key, version: ruleVersion, runId: id },
    cause: { ...cause, rule: rule.key, ruleVersion, runId: id, stepId: step.id },
  };
}
