import { Injectable } from '@nestjs/common';
import { RecordWriter } from '../../records-write.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Changes fields of the run's record, by the same checks as for people. */
@Injectable()
export class RecordUpdate implements EffectPerformer<'record.update'> {
  constructor(private readonly records: RecordWriter) {}

  async perform({ tx, doer, run }: Doing, { set }: EffectOf<'record.update'>): Promise<Performed> {
    const { recordId, entityType } = run;
    const command = { kind: 'patch' as const, doc: set };
    const { record, changed } = await this.records.apply(doer, { entityType, recordId, command }, tx);
    return { output: { changed, version: record.version } };
  }
}
