import type { Command } from '@etapa/shared/process/command';
import { Injectable } from '@nestjs/common';
import { LinkStore } from '../../../store/links.ts';
import { RecordWriter } from '../../records-write.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Most linked records that one step changes: all of them at once or none. */
const MOST = 1_000;

/** Changes, and may move, the records linked with the run's. */
@Injectable()
export class LinkedUpdate implements EffectPerformer<'records.update'> {
  constructor(
    private readonly records: RecordWriter,
    private readonly links: LinkStore,
  ) {}

  async perform({ tx, doer, run }: Doing, { via, set, move }: EffectOf<'records.update'>): Promise<Performed> {
    const [type, field] = via.includes('.') ? via.split('.', 2) : [null, via];
    const linked = await this.links.through(tx, run.recordId, { type: type ?? null, field: field ?? '' }, MOST + 1);
    if (linked.length > MOST) {
      throw refused(
        'conflict',
        `More than ${MOST} records are linked through "${via}": a step changes no more at once.`,
      );
    }
    const command: Command = move
      ? { kind: 'move', stage: move.stage, ...(move.funnel === null ? {} : { funnel: move.funnel }), doc: set }
      : { kind: 'patch', doc: set };
    const changes = linked.map(({ id, entityType }) => ({ entityType, recordId: id, command }));
    const written = await this.records.applyAll(doer, changes, tx);
    const changed = written.filter((each) => each.changed).map(({ record }) => record.id);
    return { output: { linked: linked.length, changed: changed.length, ids: changed.slice(0, 100) } };
  }
}
