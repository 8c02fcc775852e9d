import type { Command } from '@etapa/shared/process/command';
import { Injectable } from '@nestjs/common';
import type { EffectOf } from './performer.ts';
import { type Changed, RecordChangePerformer } from './record-change.ts';

/** Changes fields of the run's record. */
@Injectable()
export class RecordUpdate extends RecordChangePerformer<'record.update'> {
  protected command({ set }: EffectOf<'record.update'>): Command {
    return { kind: 'patch', doc: set };
  }

  protected output({ record, changed }: Changed): object {
    return { changed, version: record.version };
  }
}
