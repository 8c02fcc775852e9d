import { Injectable } from '@nestjs/common';
import { BulkPerformer } from '../services/bulk/performer.ts';
import { BulkService } from '../services/bulk.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Changes many records. */
@Injectable()
export class BulkHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job: string = 'bulk';

  constructor(private readonly performer: BulkPerformer) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.performer.perform((data as { jobId: string }).jobId, signal);
  }
}

/** Takes back what a bulk change or an import did. */
@Injectable()
export class UndoHandler extends BulkHandler {
  override readonly job = 'undo';

  constructor(performer: BulkPerformer) {
    super(performer);
  }
}

/** Forgets what can no longer be taken back. */
@Injectable()
export class BulkSweeper implements Sweeper {
  readonly sweeper = 'bulk';

  constructor(private readonly bulk: BulkService) {}

  sweep(): Promise<void> {
    return this.bulk.sweep();
  }
}
