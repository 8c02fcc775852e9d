import { Injectable } from '@nestjs/common';
import { DefinitionConversion } from '../services/definitions/conversion.ts';
import type { JobHandler } from './handler.ts';

/** Brings records up to a definition that was published. */
@Injectable()
export class ConversionHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'conversion';

  constructor(private readonly conversion: DefinitionConversion) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.conversion.perform((data as { jobId: string }).jobId, signal);
  }
}
