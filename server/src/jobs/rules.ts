import { Injectable } from '@nestjs/common';
import { Queues } from '../log/queues.ts';
import { RuleRunService } from '../services/rule-runs.ts';
import { laneJob } from '../services/rules/lane.ts';
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

/** Wakes runs whose time has come, and those whose job a queue lost. */
@Injectable()
export class RuleSweeper implements Sweeper {
  readonly sweeper = 'rules';

  constructor(
    private readonly runs: RuleRunService,
    private readonly queues: Queues,
  ) {}

  async sweep(): Promise<void> {
    const lanes = await this.runs.lanesToWake();
    await this.queues.addBulk(
      'rules',
      lanes.map(({ runId, recordId }) => laneJob({ id: runId, recordId })),
    );
  }
}
