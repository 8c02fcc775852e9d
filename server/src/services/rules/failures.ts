import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type OpenRun, RuleRunStore } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RuleHealth } from './health.ts';
import type { BegunStep } from './outcomes.ts';

/** Pauses before a failed step is tried again, in milliseconds; after the last the run has failed. */
const PAUSES = [1_000, 5_000, 25_000];

/** What is known of a step that failed. */
export interface Failure {
  step: BegunStep;
  input: unknown;
  message: string;
  /** Trying again would come to the same. */
  isFinal?: boolean;
  /** What it asked of the outside: asked again in the same words. */
  call?: object;
}

/** Notes failures of steps: the run pauses before the next attempt, and keeps its record's lane, or has failed. */
@Injectable()
export class RuleFailures {
  constructor(
    private readonly clock: Clock,
    private readonly runs: RuleRunStore,
    private readonly health: RuleHealth,
  ) {}

  /**
   * @param lease of the worker that had the step's call in hand
   * @returns milliseconds until the next attempt, `failed` when there is none, `gone` when the run is another's by now
   */
  async note(
    tx: Transaction,
    run: Pick<OpenRun, 'id' | 'ruleId' | 'recordId' | 'cause' | 'attempts'>,
    failure: Failure,
    lease?: Date,
  ): Promise<number | 'failed' | 'gone'> {
    const now = this.clock.now();
    const attempts = run.attempts + 1;
    const pause = failure.isFinal ? undefined : PAUSES[attempts - 1];
    const error = { message: failure.message };
    const step = {
      ...failure.step,
      status: 'failed' as const,
      input: failure.input,
      output: null,
      error,
      finishedAt: now.toISOString(),
      call: failure.call,
    };
    const state =
      pause === undefined
        ? { status: 'failed', error, attempts, finishedAt: now, now }
        : { status: 'running', error, attempts, dueAt: new Date(now.getTime() + pause), now };
    if (!(await this.runs.saveStep(tx, run.id, step, state, lease))) return 'gone';
    if (pause !== undefined) return pause;
    await this.health.runFailed(tx, run, failure.message);
    return 'failed';
  }
}
