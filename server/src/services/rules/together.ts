import { setImmediate } from 'node:timers/promises';
import { isOuter } from '@etapa/shared/rules/effect';
import { next } from '@etapa/shared/rules/next';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type DoneStep, RuleLaneStore } from '../../store/rule-lanes.ts';
import type { OpenRun, StoredStep } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Doer } from '../doer.ts';
import { RecordWriter } from '../records-write.ts';
import { RefusalError } from '../refusal-error.ts';
import { TaskService } from '../tasks.ts';
import type { Intent, Together } from './effects/performer.ts';
import { RuleEffects } from './effects.ts';
import { isLast, outcomesOf } from './outcomes.ts';
import { RulePlans, type RunScene } from './plans.ts';
import { RunTaken } from './steps.ts';

/** Steps planned without a pause. */
const BREATH = 4;

/** A step that was decided on. */
interface Ready extends DoneStep {
  recordId: string;
  /** Absent where nothing is written but how the step went. */
  intent?: Intent & { doer: Doer };
}

/** Records by what became of their lanes. */
export interface Taken {
  /** Whose next run, or next step, can go on at once. */
  again: string[];
  /** Whose step must be taken by itself: it waits, calls, fails, or writes what cannot be known before. */
  alone: string[];
}

/**
 * Takes the next steps of runs of many records in one transaction: everything is read and decided first, then kept in
 * a few statements. What is out of the ordinary is left to `RuleSteps`, which alone knows how a step fails.
 */
@Injectable()
export class StepsTogether {
  constructor(
    private readonly clock: Clock,
    private readonly lanes: RuleLaneStore,
    private readonly plans: RulePlans,
    private readonly effects: RuleEffects,
    private readonly records: RecordWriter,
    private readonly tasks: TaskService,
  ) {}

  /**
   * @param recordIds each once
   * @throws RunTaken, WriteConflict and what the database refuses: nothing has happened then, and each lane is to be
   *   gone on with by itself
   */
  async take(tx: Transaction, recordIds: string[]): Promise<Taken> {
    const now = this.clock.now();
    const { runs, busy } = await this.lanes.take(tx, recordIds, now);
    const plain = runs.filter(isPlain);
    const alone = [...busy, ...runs.filter((run) => !isPlain(run)).map(({ recordId }) => recordId)];
    const scenes = await this.plans.scenes(tx, plain);
    const together: Together = { entering: new Map() };
    const ready: Ready[] = [];
    let planned = 0;
    for (const [run, scene] of scenes) {
      // Others are served in between.
      if (++planned % BREATH === 0) await setImmediate();
      const step = await this.ready(tx, run, scene, together, now);
      if (step) ready.push(step);
      else alone.push(run.recordId);
    }
    await this.keep(tx, ready, now);
    const unfinished = new Set(plain.filter((run) => !run.alone).map(({ recordId }) => recordId));
    const again = ready.filter(({ recordId, state }) => state.status === 'running' || unfinished.has(recordId));
    return { again: again.map(({ recordId }) => recordId), alone };
  }

  private async ready(
    tx: Transaction,
    run: OpenRun,
    scene: RunScene,
    together: Together,
    now: Date,
  ): Promise<Ready | null> {
    const placed = next(run.rule, outcomesOf(run));
    // One that was begun before may have been answered, or be tried again.
    if (!placed || run.steps.some(({ path }) => path === placed.path)) return null;
    const plan = await this.plans.plan(tx, run, placed.step, scene);
    if ('skip' in plan || !plan.ok || 'stop' in plan || 'wait' in plan) return null;
    const begun = { path: placed.path, id: placed.step.id, kind: placed.step.kind, startedAt: now.toISOString() };
    if ('branch' in plan) return done(run, { ...begun, input: plan.input, output: { branch: plan.branch } }, now);
    if (isOuter(plan.effect)) return null;
    try {
      const intent = await this.effects.intend(tx, run, placed, plan.effect, scene.record, together);
      return intent && { ...done(run, { ...begun, input: plan.input, output: intent.output }, now), intent };
    } catch (error) {
      if (error instanceof RefusalError) return null;
      throw error;
    }
  }

  private async keep(tx: Transaction, ready: Ready[], now: Date): Promise<void> {
    if (ready.length === 0) return;
    const intents = ready.flatMap(({ intent }) => intent ?? []);
    const decided = intents.flatMap(({ doer, writes }) => ('record' in writes ? { doer, decided: writes.record } : []));
    const made = intents.flatMap(({ doer, writes }) => ('task' in writes ? { doer, task: writes.task } : []));
    await this.records.keepAll(tx, decided);
    if (made.length > 0) await this.tasks.keep(tx, made);
    if (!(await this.lanes.saveDone(tx, ready, now))) throw new RunTaken();
  }
}

/** Neither tried before nor about something that is in the trash. */
const isPlain = ({ attempts, steps }: OpenRun): boolean =>
  attempts === 0 && steps.every(({ status }) => status === 'done' || status === 'skipped');

function done(
  run: OpenRun,
  step: Pick<StoredStep, 'path' | 'id' | 'kind' | 'startedAt' | 'input' | 'output'>,
  now: Date,
): Ready {
  const stored = { ...step, status: 'done' as const, error: null, finishedAt: now.toISOString() };
  const state = { status: isLast(run, stored) ? 'done' : 'running' };
  return { runId: run.id, recordId: run.recordId, step: stored, state };
}
