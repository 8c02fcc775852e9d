import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { isRace } from '../../store/records-write.ts';
import { type OpenRun, RuleRunStore } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { BackgroundTurns } from '../background-turns.ts';
import { RuleFailures } from './failures.ts';
import { busyLaneJob, laneJobAgain } from './lane.ts';
import { begunStep, isSameMoment } from './outcomes.ts';
import { RuleSteps, RunTaken, StepFailure } from './steps.ts';
import { StepsTogether, type Taken } from './together.ts';

/** How soon a worker looks again at a lane that another one has, in milliseconds. */
const BUSY = 100;

/** A lane, with the run that it was woken for. */
export interface LaneJob {
  recordId: string;
  runId: string;
}

type Progress = 'more' | 'idle' | 'busy';

/**
 * Performs runs, step by step. The runs of one record form a lane: one worker at a time, in the order of the events.
 * What a step does inside Etapa and the note that it was done are one transaction, so a killed worker loses and
 * doubles nothing. A run that pauses before another attempt keeps the lane; one that is parked gives it to later ones.
 */
@Injectable()
export class RuleRunner {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly runs: RuleRunStore,
    private readonly steps: RuleSteps,
    private readonly together: StepsTogether,
    private readonly failures: RuleFailures,
    private readonly turns: BackgroundTurns,
    private readonly queues: Queues,
  ) {}

  /** Performs what is to be done for several records: together as far as they let themselves. */
  async runLanes(jobs: LaneJob[], signal: AbortSignal): Promise<void> {
    let lanes = jobs;
    while (lanes.length > 1 && !signal.aborted) {
      const { again, alone } = await this.advanceTogether(lanes.map(({ recordId }) => recordId));
      for (const job of lanes) if (alone.includes(job.recordId)) await this.runLane(job, signal);
      lanes = lanes.filter(({ recordId }) => again.includes(recordId));
    }
    for (const job of lanes) await this.runLane(job, signal);
  }

  private async advanceTogether(recordIds: string[]): Promise<Taken> {
    try {
      return await this.turns.take(() => this.database.transaction((tx) => this.together.take(tx, recordIds)));
    } catch (error) {
      if (!(error instanceof RunTaken || isRace(error))) {
        this.log.warn('Steps of several runs are taken one by one.', { records: recordIds.length, error });
      }
      return { again: [], alone: recordIds };
    }
  }

  /** Performs what is to be done for a record, until nothing is left or the process is asked to stop. */
  async runLane(job: LaneJob, signal: AbortSignal): Promise<void> {
    let progress: Progress = 'more';
    while (progress === 'more' && !signal.aborted) progress = await this.advance(job.recordId);
    // The other worker may have looked before this run was there.
    if (progress !== 'busy') return;
    await this.queues.addBulk('rules', [busyLaneJob({ id: job.runId, recordId: job.recordId }, BUSY)]);
  }

  private async advance(recordId: string): Promise<Progress> {
    let inHand: OpenRun | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        const run = await this.runs.takeLane(tx, recordId, this.clock.now());
        if (run === 'busy') return 'busy';
        if (run === null || run === 'later') return 'idle';
        inHand = run;
        const leaves = await this.steps.take(tx, run);
        // A run that came meanwhile has a job of its own.
        return leaves && run.alone ? 'idle' : 'more';
      });
    } catch (error) {
      if (error instanceof RunTaken) return 'more';
      if (isRace(error)) {
        // Someone else wrote the record meanwhile, or its definition: what the step comes to is planned anew.
        await this.catalogue.refresh();
        return 'more';
      }
      if (!inHand) throw error;
      await this.failed(inHand, error);
      return 'more';
    }
  }

  /**
   * Notes a failure. The step was undone and with it the lane given back: where another worker has gone on with the run
   * since, its word holds, and a step that it did must not be taken for one to do again.
   */
  private async failed(run: OpenRun, error: unknown): Promise<void> {
    const failure = error instanceof StepFailure ? error : undefined;
    if (!failure) this.log.error('A step of a rule failed.', { run: run.id, rule: run.rule.key, error });
    const noted = await this.database.transaction(async (tx: Transaction) => {
      const now = this.clock.now();
      const present = await this.runs.takeLane(tx, run.recordId, now);
      if (present === null || typeof present === 'string' || !isSameMoment(present, run)) return 'gone';
      return this.failures.note(tx, run, {
        step: failure?.step ?? begunStep(run, now.toISOString()),
        input: failure?.input ?? null,
        isFinal: failure?.isFinal ?? false,
        message: failure?.message ?? 'An unexpected fault; the log of the server has it.',
      });
    });
    if (typeof noted === 'number') await this.queues.addBulk('rules', [laneJobAgain(run, noted)]);
  }
}
