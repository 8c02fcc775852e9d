import { Injectable } from '@nestjs/common';
import { RecordWriter } from '../../records-write.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Moves the run's record: what its stage asks for and what holds it back bind a rule as they bind people. */
@Injectable()
export class RecordMovement implements EffectPerformer<'record.move'> {
  constructor(private readonly records: RecordWriter) {}

  async perform({ tx, doer, run }: Doing, { stage, funnel }: EffectOf<'record.move'>): Promise<Performed> {
    const { recordId, entityType } = run;
    const command = { kind: 'move' as const, stage, ...(funnel === null ? {} : { funnel }) };
    const { record, changed } = await this.records.apply(doer, { entityType, recordId, command }, tx);
    return { output: { changed, funnel: record.funnel, stage: record.stage, version: record.version } };
  }
}
