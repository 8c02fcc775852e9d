import { Injectable } from '@nestjs/common';
import { RecordWriter } from '../../records-write.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Puts tags on the run's record, or takes them off. */
@Injectable()
export class TagChanging implements EffectPerformer<'tag.add' | 'tag.remove'> {
  constructor(private readonly records: RecordWriter) {}

  async perform({ tx, doer, run }: Doing, { kind, tags }: EffectOf<'tag.add' | 'tag.remove'>): Promise<Performed> {
    const { recordId, entityType } = run;
    const change = kind === 'tag.add' ? { add: tags, remove: [] } : { add: [], remove: tags };
    const command = { kind: 'patch' as const, tags: change };
    const { record, changed } = await this.records.apply(doer, { entityType, recordId, command }, tx);
    return { output: { changed, tags: record.tags ?? [], version: record.version } };
  }
}
