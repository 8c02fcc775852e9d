import type { Command } from '@etapa/shared/process/command';
import { Injectable } from '@nestjs/common';
import type { EffectOf } from './performer.ts';
import { type Changed, RecordChangePerformer } from './record-change.ts';

/** Puts tags on the run's record, or takes them off. */
@Injectable()
export class TagChanging extends RecordChangePerformer<'tag.add' | 'tag.remove'> {
  protected command({ kind, tags }: EffectOf<'tag.add' | 'tag.remove'>): Command {
    return { kind: 'patch', tags: kind === 'tag.add' ? { add: tags, remove: [] } : { add: [], remove: tags } };
  }

  protected output({ record, changed }: Changed): object {
    return { changed, tags: record.tags ?? [], version: record.version };
  }
}
