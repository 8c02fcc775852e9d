import { Injectable } from '@nestjs/common';
import { RuleReplayer } from '../services/rules/replayer.ts';
import type { JobHandler } from './handler.ts';

/** Runs rules against the recorded past. */
@Injectable()
export class RuleReplayHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'replay';

  constructor(private readonly replayer: RuleReplayer) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.replayer.perform((data as { jobId: string }).jobId, signal);
  }
}
