import { type InnerEffect, isOuter, type Plan } from '@etapa/shared/rules/effect';
import { next, type StepOutcome } from '@etapa/shared/rules/next';
import { stepKindOf } from '@etapa/shared/rules/steps/kinds';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { isRace } from '../../store/records-write.ts';
import { type OpenRun, RuleRunStore, type StoredStep } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RefusalError } from '../refusal-error.ts';
import { RuleEffects } from './effects.ts';
import { RuleHealth } from './health.ts';
import { laneJob } from './lane.ts';
import { RulePlans } from './plans.ts';

/** Pauses before a failed step is tried again, in milliseconds; after the last the run has failed. */
const PAUSES = [1_000, 5_000, 25_000];
/** How soon a worker looks again at a lane that another one has, in milliseconds. */
const BUSY = 100;

type Progress = 'more' | 'idle' | 'busy';

/**
 * Performs runs, step by step. The runs of one record form a lane: one worker at a time, in the order of the events.
 * What a step does inside Etapa and the note that it was done are one transaction, so a killed worker loses and
 * doubles nothing.
 */
@Injectable()
export class RuleRunner {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly runs: RuleRunStore,
    private readonly plans: RulePlans,
    private readonly effects: RuleEffects,
    private readonly queues: Queues,
    private readonly health: RuleHealth,
  ) {}

  /** Performs what is to be done for a record, until nothing is left or the process is asked to stop. */
  async runLane(job: { recordId: string; runId: string }, signal: AbortSignal): Promise<void> {
    let progress: Progress = 'more';
    while (progress === 'more' && !signal.aborted) progress = await this.advance(job.recordId);
    if (progress !== 'busy') return;
    // The other worker may have looked before this run was there.
    const later = laneJob({ id: job.runId, recordId: job.recordId });
    await this.queues.addBulk('rules', [
      { ...later, jobId: `${later.jobId}-${this.clock.now().getTime()}`, delay: BUSY },
    ]);
  }

  private async advance(recordId: string): Promise<Progress> {
    let inHand: OpenRun | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        const run = await this.runs.takeLane(tx, recordId);
        if (run === 'busy') return 'busy';
        if (run === null) return 'idle';
        inHand = run;
        const ended = await this.step(tx, run);
        // A run that came meanwhile has a job of its own.
        return ended && run.alone ? 'idle' : 'more';
      });
    } catch (error) {
      // Someone else wrote the record meanwhile: what the step comes to is planned anew.
      if (isRace(error) || error instanceof RunTaken) return 'more';
      if (!inHand) throw error;
      const run = inHand;
      await this.database.transaction((tx) => this.failed(tx, run, error)).catch(unlessTaken);
      return 'more';
    }
  }

  /** @returns whether the run ended with it */
  private async step(tx: Transaction, run: OpenRun): Promise<boolean> {
    const now = this.clock.now();
    const placed = next(run.rule, outcomesOf(run));
    if (!placed) {
      await this.runs.setStatus(tx, run.id, ['running'], { status: 'done', now });
      return true;
    }
    const startedAt = now.toISOString();
    const { path, step } = placed;
    const base = { path, id: step.id, kind: step.kind, startedAt };
    const plan = await this.plans.plan(tx, run, step);
    if (!plan.ok) throw new StepFailure(plan.reason, base);
    if ('wait' in plan || 'stop' in plan || ('effect' in plan && isOuter(plan.effect)))
      throw new StepFailure('This step cannot be performed.', base, plan);
    let output: unknown;
    try {
      output =
        'branch' in plan
          ? { branch: plan.branch }
          : (await this.effects.perform(tx, run, placed, plan.effect as InnerEffect)).output;
    } catch (error) {
      if (error instanceof RefusalError) throw new StepFailure(describe(error), base, plan);
      throw error;
    }
    const done: StoredStep = {
      ...base,
      status: 'done',
      input: plan.input,
      output,
      error: null,
      finishedAt: this.clock.now().toISOString(),
    };
    const last =
      next(run.rule, outcomesOf({ ...run, steps: [...run.steps.filter((s) => s.path !== path), done] })) === null;
    const kept = await this.runs.saveStep(tx, run.id, done, {
      status: last ? 'done' : 'running',
      attempts: 0,
      finishedAt: last ? this.clock.now() : null,
      now,
    });
    if (!kept) throw new RunTaken();
    return last;
  }

  /**
   * Notes a failure, and lets the run wait for its next attempt or ends it. The step was undone and with it the lane
   * given back: where another worker has gone on with the run since, its word holds, and a step that it did must not be
   * taken for one to do again.
   */
  private async failed(tx: Transaction, run: OpenRun, error: unknown): Promise<void> {
    const present = await this.runs.takeLane(tx, run.recordId);
    if (present === null || present === 'busy' || !isSameMoment(present, run)) return;
    const now = this.clock.now();
    const failure = error instanceof StepFailure ? error : undefined;
    if (!failure) this.log.error('A step of a rule failed.', { run: run.id, rule: run.rule.key, error });
    const problem = { message: failure?.message ?? 'An unexpected fault; the log of the server has it.' };
    const attempts = run.attempts + 1;
    const pause = PAUSES[attempts - 1];
    const ended = pause === undefined;
    const placed = failure?.step ?? placeOf(run, now.toISOString());
    const kept = await this.runs.saveStep(
      tx,
      run.id,
      {
        ...placed,
        status: 'failed',
        input: failure?.plan && 'input' in failure.plan ? failure.plan.input : null,
        output: null,
        error: problem,
        finishedAt: now.toISOString(),
      },
      {
        status: ended ? 'failed' : 'waiting',
        error: problem,
        attempts,
        dueAt: ended ? null : new Date(now.getTime() + pause),
        finishedAt: ended ? now : null,
        now,
      },
    );
    if (!kept) throw new RunTaken();
    if (ended) await this.health.runFailed(tx, run, problem.message);
  }
}

/** The run was stopped while its step was in hand: what the step did is undone. */
class RunTaken extends Error {}

function unlessTaken(error: unknown): void {
  if (!(error instanceof RunTaken)) throw error;
}

/** Whether a run stands where it stood: the same attempt at the same step. */
function isSameMoment(present: OpenRun, run: OpenRun): boolean {
  const path = ({ rule, steps }: OpenRun) => next(rule, outcomesOf({ steps }))?.path;
  return present.id === run.id && present.attempts === run.attempts && path(present) === path(run);
}

class StepFailure extends Error {
  constructor(
    message: string,
    readonly step: Pick<StoredStep, 'path' | 'id' | 'kind' | 'startedAt'>,
    readonly plan?: Plan,
  ) {
    super(message);
  }
}

function placeOf(run: OpenRun, startedAt: string): Pick<StoredStep, 'path' | 'id' | 'kind' | 'startedAt'> {
  const placed = next(run.rule, outcomesOf(run));
  return { path: placed?.path ?? '', id: placed?.step.id ?? '', kind: placed?.step.kind ?? '', startedAt };
}

function outcomesOf(run: Pick<OpenRun, 'steps'>): Map<string, StepOutcome> {
  const outcomes = new Map<string, StepOutcome>();
  for (const { path, kind, status, output } of run.steps) {
    if (status !== 'done' && status !== 'skipped') continue;
    const branches = stepKindOf(kind)?.branches !== undefined;
    const branch = branches ? (output as { branch?: string } | null)?.branch : undefined;
    outcomes.set(path, { status, ...(branch ? { branch } : {}) });
  }
  return outcomes;
}

/** A refusal in one sentence, with what it is about. */
function describe({ refusal }: RefusalError): string {
  const faults = (refusal.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  return [refusal.detail, ...faults].join(' ').slice(0, 2_000);
}
