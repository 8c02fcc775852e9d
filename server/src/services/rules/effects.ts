import type { Effect } from '@etapa/shared/rules/effect';
import type { Step } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Doer } from '../doer.ts';
import { NotificationService } from '../notifications.ts';
import { PeopleChecks } from '../people-checks.ts';
import { RecordWriter } from '../records-write.ts';
import { refused } from '../refusal-error.ts';
import { TaskService } from '../tasks.ts';

/** Does what a step comes to, through the services that people use, as the rule itself. */
@Injectable()
export class RuleEffects {
  constructor(
    private readonly records: RecordWriter,
    private readonly tasks: TaskService,
    private readonly notifications: NotificationService,
    private readonly people: PeopleChecks,
  ) {}

  /**
   * @returns what later steps see under `steps.<id>`
   * @throws RefusalError as the services do
   * @throws WriteConflict when the record changed meanwhile
   */
  async perform(tx: Transaction, run: OpenRun, step: Step, effect: Effect): Promise<object> {
    const doer = doerOf(run, step);
    const { recordId, entityType } = run;
    switch (effect.kind) {
      case 'record.update': {
        const command = { kind: 'patch' as const, doc: effect.set };
        const { record, changed } = await this.records.apply(doer, { entityType, recordId, command }, tx);
        return { changed, version: record.version };
      }
      case 'task.create': {
        const { kind: _, blocksStage: _blocks, ...task } = effect;
        const { id, title, assigneeId, dueAt } = await this.tasks.create(doer, { ...task, recordId, entityType }, tx);
        return { id, title, assigneeId, dueAt };
      }
      case 'notify': {
        const { userIds, text } = effect;
        const strangers = await this.people.userFaults(
          tx,
          userIds,
          userIds.map((_, index) => `/to/${index}`),
        );
        if (strangers.length > 0) throw refused('invalid_document', 'Somebody to tell does not exist.', strangers);
        await this.notifications.send(tx, doer, userIds, { kind: 'rule', text, recordId, entityType });
        return { userIds };
      }
      default:
        throw new Error(`Nobody performs "${effect.kind}".`);
    }
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
