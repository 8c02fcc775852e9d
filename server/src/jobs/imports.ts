import { Injectable } from '@nestjs/common';
import { Importer } from '../services/imports/importer.ts';
import { ImportService } from '../services/imports.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Performs imports. */
@Injectable()
export class ImportHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'import';

  constructor(private readonly importer: Importer) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.importer.perform((data as { jobId: string }).jobId, signal);
  }
}

/** Forgets files that nobody imported. */
@Injectable()
export class ImportSweeper implements Sweeper {
  readonly sweeper = 'imports';

  constructor(private readonly imports: ImportService) {}

  sweep(): Promise<void> {
    return this.imports.sweep();
  }
}
