import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Queues } from '../log/queues.ts';
import { RuleRunService } from '../services/rule-runs.ts';
import { sweptLaneJobs } from '../services/rules/lane.ts';
import { RuleRunner } from '../services/rules/runner.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Performs the runs of one record. */
@Injectable()
export class RuleLaneHandler implements JobHandler {
  readonly queue = 'rules';
  readonly job = 'lane';

  constructor(private readonly runner: RuleRunner) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    const { recordId, runId } = data as { recordId: string; runId: string };
    return this.runner.runLane({ recordId, runId }, signal);
  }
}

/** Performs the runs of several records. */
@Injectable()
export class RuleLanesHandler implements JobHandler {
  readonly queue = 'rules';
  readonly job = 'lanes';

  constructor(private readonly runner: RuleRunner) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    const { lanes } = data as { lanes: { recordId: string; runId: string }[] };
    return this.runner.runLanes(lanes, signal);
  }
}

/** Jobs, of many lanes each, that wait in a queue which is merely slow: it is not filled further with what it may hold already. */
const BACKLOG = 100;

/** Wakes runs whose time has come, and those whose job a queue lost. */
@Injectable()
export class RuleSweeper implements Sweeper {
  readonly sweeper = 'rules';

  constructor(
    private readonly runs: RuleRunService,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const lanes = await this.runs.lanesToWake();
    if (lanes.length === 0) return;
    // A queue that does not answer takes no job, either.
    const waiting = await this.queues.waiting().catch(() => null);
    if (!waiting || waiting.rules > BACKLOG) return;
    const runs = lanes.map(({ runId, recordId }) => ({ id: runId, recordId }));
    await this.queues.addBulk('rules', sweptLaneJobs(runs, this.clock.now()));
  }
}
