import { isOuter, type OuterEffect, type Plan } from '@etapa/shared/rules/effect';
import { next, type PlacedStep } from '@etapa/shared/rules/next';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type OpenRun, RuleRunStore, type RunState } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RefusalError } from '../refusal-error.ts';
import { RuleCalls } from './calls.ts';
import { RuleEffects } from './effects.ts';
import { type BegunStep, describe, isLast, isPassing, outcomesOf } from './outcomes.ts';
import { RulePlans } from './plans.ts';

/** The run was stopped while its step was in hand: what the step did is undone. */
export class RunTaken extends Error {}

/** A step cannot be done, with the reason. Unless it is passing, trying again would come to the same. */
export class StepFailure extends Error {
  constructor(
    message: string,
    readonly step: BegunStep,
    readonly input: unknown = null,
    readonly isFinal = true,
  ) {
    super(message);
  }
}

type Planned = Extract<Plan, { ok: true }>;

/** Takes the next step of a run, whatever it comes to: an effect, a branch, a wait, a call to the outside, the end. */
@Injectable()
export class RuleSteps {
  constructor(
    private readonly clock: Clock,
    private readonly runs: RuleRunStore,
    private readonly plans: RulePlans,
    private readonly effects: RuleEffects,
    private readonly calls: RuleCalls,
  ) {}

  /**
   * @returns whether the run leaves its lane with it, for now or for good
   * @throws StepFailure, RunTaken, and WriteConflict when the record changed meanwhile
   */
  async take(tx: Transaction, run: OpenRun): Promise<boolean> {
    const now = this.clock.now();
    const placed = next(run.rule, outcomesOf(run));
    if (!placed) return this.end(tx, run, { status: 'done' });
    const begun = { path: placed.path, id: placed.step.id, kind: placed.step.kind, startedAt: now.toISOString() };
    const unanswered = await this.calls.unanswered(tx, run, placed.path);
    if (unanswered) return this.call(tx, run, begun, unanswered.input, unanswered.call);
    const plan = await this.plans.plan(tx, run, placed.step);
    if ('skip' in plan) return this.end(tx, run, { status: 'skipped', error: { message: plan.skip } });
    if (!plan.ok) throw new StepFailure(plan.reason, begun);
    return this.perform(tx, run, placed, begun, plan);
  }

  private async perform(
    tx: Transaction,
    run: OpenRun,
    placed: PlacedStep,
    begun: BegunStep,
    plan: Planned,
  ): Promise<boolean> {
    if ('branch' in plan) return this.done(tx, run, begun, plan.input, { branch: plan.branch });
    if ('stop' in plan) {
      const error = plan.stop ? { message: plan.stop } : null;
      const output = { reason: plan.stop };
      return this.save(tx, run, begun, { input: plan.input, output }, { status: 'stopped', error });
    }
    if ('wait' in plan) return this.wait(tx, run, begun, plan);
    if (isOuter(plan.effect)) return this.call(tx, run, begun, plan.input, plan.effect);
    try {
      const { output, waits } = await this.effects.perform(tx, run, placed, plan.effect);
      return waits
        ? this.save(tx, run, begun, { input: plan.input, output, waits }, { status: 'waiting' })
        : this.done(tx, run, begun, plan.input, output);
    } catch (error) {
      if (error instanceof RefusalError) throw new StepFailure(describe(error), begun, plan.input, !isPassing(error));
      throw error;
    }
  }

  /** Parks the run, unless the moment it waits for has passed. */
  private wait(
    tx: Transaction,
    run: OpenRun,
    begun: BegunStep,
    { input, wait: { until, event } }: Extract<Planned, { wait: unknown }>,
  ): Promise<boolean> {
    const dueAt = until === null ? null : new Date(until);
    if (dueAt && dueAt <= this.clock.now()) return this.done(tx, run, begun, input, { by: 'time' });
    if (!dueAt && !event) throw new StepFailure('There is nothing to wait for.', begun, input);
    return this.save(tx, run, begun, { input, output: null, waits: true }, { status: 'waiting', dueAt, wait: event });
  }

  /** Notes a call to the outside. It is made by a job of its own, outside this transaction. */
  private async call(
    tx: Transaction,
    run: OpenRun,
    begun: BegunStep,
    input: unknown,
    call: OuterEffect,
  ): Promise<boolean> {
    const now = this.clock.now();
    const dueAt = this.calls.pickUp(now);
    const step = { ...begun, status: 'running' as const, input, output: null, error: null, finishedAt: null, call };
    const { attempts } = run;
    if (!(await this.runs.saveStep(tx, run.id, step, { status: 'running', attempts, dueAt, now })))
      throw new RunTaken();
    tx.afterCommit(() => this.calls.add({ runId: run.id, path: begun.path, lease: dueAt }));
    return true;
  }

  private done(tx: Transaction, run: OpenRun, begun: BegunStep, input: unknown, output: object): Promise<boolean> {
    const step = { ...begun, status: 'done' as const, input, output, error: null, finishedAt: null };
    return this.save(tx, run, begun, { input, output }, { status: isLast(run, step) ? 'done' : 'running' });
  }

  private async save(
    tx: Transaction,
    run: OpenRun,
    begun: BegunStep,
    { input, output, waits }: { input: unknown; output: unknown; waits?: true },
    state: Pick<RunState, 'status' | 'error' | 'dueAt' | 'wait'>,
  ): Promise<boolean> {
    const now = this.clock.now();
    const leaves = state.status !== 'running';
    const ended = leaves && state.status !== 'waiting';
    const step = {
      ...begun,
      status: waits ? ('waiting' as const) : ('done' as const),
      input,
      output,
      error: null,
      finishedAt: waits ? null : now.toISOString(),
    };
    const kept = await this.runs.saveStep(tx, run.id, step, {
      ...state,
      attempts: 0,
      finishedAt: ended ? now : null,
      now,
    });
    if (!kept) throw new RunTaken();
    return leaves;
  }

  private async end(tx: Transaction, run: OpenRun, to: { status: string; error?: object }): Promise<boolean> {
    if (!(await this.runs.setStatus(tx, run.id, ['running'], { ...to, now: this.clock.now() }))) throw new RunTaken();
    return true;
  }
}
