import { Injectable } from '@nestjs/common';
import { AssignTurnStore } from '../../../store/assign-turns.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { OpenRecords } from '../../../store/records-open.ts';
import { RecordWriter } from '../../records-write.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

type Assigning = EffectOf<'record.assign'>;
type Pooled = Extract<Assigning, { pool: object }>;

/** Gives the run's record an owner: a named one, or one of several whom it chooses by turn or by load. */
@Injectable()
export class RecordAssignment implements EffectPerformer<'record.assign'> {
  constructor(
    private readonly records: RecordWriter,
    private readonly turns: AssignTurnStore,
    private readonly open: OpenRecords,
    private readonly catalogue: EntityTypeCatalogue,
  ) {}

  async perform(doing: Doing, effect: Assigning): Promise<Performed> {
    if (!('pool' in effect)) return this.assign(doing, effect.userId);
    const { tx, run, step } = doing;
    const turn = { ruleId: run.ruleId, stepId: step.id };
    // The lock is advisory: the transaction has no id yet when the record is loaded below.
    await this.turns.lock(tx, turn);
    const { userId, next } = await this.choose(doing, effect);
    const performed = await this.assign(doing, userId);
    await this.turns.keep(tx, { ...turn, userId, turn: next });
    return performed;
  }

  private async assign({ tx, doer, run }: Doing, ownerId: string | null): Promise<Performed> {
    const { recordId, entityType } = run;
    const command = { kind: 'assign' as const, ownerId };
    const { record, changed } = await this.records.apply(doer, { entityType, recordId, command }, tx);
    return { output: { changed, ownerId: record.ownerId, version: record.version } };
  }

  /** Whose turn it is: of the least loaded, or of all. Who never had one comes first, else who had theirs longest ago. */
  private async choose({ tx, run, step }: Doing, { pool, by }: Pooled): Promise<{ userId: string; next: number }> {
    const candidates = await this.turns.candidates(tx, { ruleId: run.ruleId, stepId: step.id }, pool);
    const active = candidates.filter((candidate) => candidate.active);
    if (active.length === 0) {
      const reason = candidates.length === 0 ? 'the pool is empty' : 'nobody in the pool is active';
      throw refused('conflict', `There is nobody to assign to: ${reason}.`);
    }
    const type = (await this.catalogue.now()).definition(run.entityType);
    const loads =
      by === 'leastLoaded' && type
        ? await this.open.countByOwner(
            tx,
            type,
            active.map(({ userId }) => userId),
            run.recordId,
          )
        : new Map<string, number>();
    const load = (userId: string): number => loads.get(userId) ?? 0;
    const [chosen] = active.toSorted((a, b) => load(a.userId) - load(b.userId) || a.turn - b.turn);
    const last = Math.max(0, ...candidates.map(({ turn }) => turn));
    return { userId: chosen?.userId ?? '', next: last + 1 };
  }
}
