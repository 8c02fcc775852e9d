import { setTimeout as pause } from 'node:timers/promises';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import { HttpOutError } from '../../connectors/http-out-error.ts';
import { append } from '../../log/append.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { isRace } from '../../store/records-write.ts';
import { RuleRunStore } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RefusalError } from '../refusal-error.ts';
import { AnswerFields } from './answer-fields.ts';
import type { CallInHand } from './calls.ts';
import { type Failure, RuleFailures } from './failures.ts';
import { laneJobAgain } from './lane.ts';
import { describe, isLast } from './outcomes.ts';

/** What the outside answered. */
export interface CallAnswer {
  status: number;
  headers: { [name: string]: string };
  body: JsonValue;
}

/** Notes what became of calls to the outside, and lets their runs go on. */
@Injectable()
export class RuleAnswers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly runs: RuleRunStore,
    private readonly failures: RuleFailures,
    private readonly fields: AnswerFields,
    private readonly queues: Queues,
  ) {}

  /** Lets the run go on, unless the answer tells of a failure. What asking again cannot change fails at once. */
  async answered(call: CallInHand, answer: CallAnswer): Promise<void> {
    const { status } = answer;
    if (status < 200 || status >= 300) {
      const isFinal = status < 500 && status !== 408 && status !== 429;
      return this.fail(call, { message: `The other side answered with the status ${status}.`, isFinal }, status);
    }
    try {
      await this.keep(call, answer);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      await this.fail(call, { message: describe(error), isFinal: true }, status);
    }
  }

  /** Notes that there was no answer. */
  async unreachable(call: CallInHand, error: unknown): Promise<void> {
    this.log.warnOften('A call of a rule had no answer.', { run: call.runId, error });
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
    const isFinal = error instanceof HttpOutError && error.isFinal;
    await this.fail(call, { message: message || 'There was no answer.', isFinal });
  }

  private async keep(call: CallInHand, answer: CallAnswer): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.end(call, (tx) => this.done(tx, call, answer));
        return;
      } catch (error) {
        // Someone else wrote the record meanwhile.
        if (!isRace(error)) throw error;
        await pause(Math.min(attempt, 20) * 5 * Math.random());
      }
    }
  }

  private async done(tx: Transaction, inHand: CallInHand, answer: CallAnswer): Promise<number> {
    const { runId, call, step, lease } = inHand;
    const now = this.clock.now();
    const run = await this.runs.open(tx, runId);
    if (!run) return 0;
    const done = { ...step, status: 'done' as const, output: answer, error: null, finishedAt: now.toISOString() };
    const isOver = isLast(run, done);
    await this.fields.keep(tx, run, step.path, call.saveAs, answer.body);
    const state = { status: isOver ? 'done' : 'running', attempts: 0, finishedAt: isOver ? now : null, now };
    if (!(await this.runs.saveStep(tx, runId, done, state, lease))) throw new CallLost();
    await this.tell(tx, inHand, answer.status);
    return 0;
  }

  /** @param status of the answer, which may have had its effect all the same; absent where there was none */
  private fail(call: CallInHand, failure: Pick<Failure, 'message' | 'isFinal'>, status?: number): Promise<void> {
    const { runId: id, ruleId, recordId, cause, attempts, step, lease } = call;
    const run = { id, ruleId, recordId, cause, attempts };
    return this.end(call, async (tx) => {
      const noted = await this.failures.note(tx, run, { step, input: step.input, call: call.call, ...failure }, lease);
      if (noted !== 'gone' && status !== undefined) await this.tell(tx, call, status);
      return typeof noted === 'number' ? noted : 0;
    });
  }

  /** Puts the call among what the rule did: the host alone, since an address may hold secrets. */
  private async tell(tx: Transaction, inHand: CallInHand, status: number): Promise<void> {
    const { runId, recordId, entityType, cause, call, step } = inHand;
    const { rule = '', ruleVersion = 0 } = cause;
    const data = { method: call.method.toUpperCase(), host: new URL(call.url).host, status };
    const actor = { kind: 'rule', id: rule, version: ruleVersion, runId } as const;
    const by = { actor, cause: { ...cause, stepId: step.id } };
    await append(tx, [{ kind: 'request.answered', at: this.clock.now(), data, ...by, recordId, entityType }]);
  }

  /** @param note gives the milliseconds after which the record's lane is to be looked at */
  private async end({ runId: id, recordId }: CallInHand, note: (tx: Transaction) => Promise<number>): Promise<void> {
    try {
      const delay = await this.database.transaction(note);
      await this.queues.addBulk('rules', [laneJobAgain({ id, recordId }, delay)]);
    } catch (error) {
      if (!(error instanceof CallLost)) throw error;
    }
  }
}

/** The call is another worker's by now, or its run has ended: what the answer did is undone. */
class CallLost extends Error {}
