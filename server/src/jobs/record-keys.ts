import { Injectable } from '@nestjs/common';
import { RecordKeys } from '../services/duplicates/record-keys.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Looks for types whose records have keys of an earlier definition. */
@Injectable()
export class RecordKeySweeper implements Sweeper {
  readonly sweeper = 'record-keys';

  constructor(private readonly keys: RecordKeys) {}

  sweep(): Promise<void> {
    return this.keys.sweep();
  }
}

/** Brings up the keys of a type's records. */
@Injectable()
export class RecordKeyHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'record-keys';

  constructor(private readonly keys: RecordKeys) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.keys.bring((data as { entityType: string }).entityType, signal);
  }
}
