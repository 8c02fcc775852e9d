import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { AssignTurnStore } from '../../../store/assign-turns.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { OpenRecords } from '../../../store/records-open.ts';
import { RecordDecisions } from '../../records-decide.ts';
import { RecordWriter } from '../../records-write.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, Intent, Performed, Together } from './performer.ts';
import { type Changed, RecordChangePerformer } from './record-change.ts';

type Assigning = EffectOf<'record.assign'>;
type Named = Extract<Assigning, { userId: unknown }>;
type Pooled = Extract<Assigning, { pool: object }>;

/** Gives the run's record an owner: a named one, or one of several whom it chooses by turn or by load. */
@Injectable()
export class RecordAssignment extends RecordChangePerformer<'record.assign'> {
  constructor(
    records: RecordWriter,
    decisions: RecordDecisions,
    private readonly turns: AssignTurnStore,
    private readonly open: OpenRecords,
    private readonly catalogue: EntityTypeCatalogue,
  ) {
    super(records, decisions);
  }

  override async perform(doing: Doing, effect: Assigning): Promise<Performed> {
    if (!('pool' in effect)) return super.perform(doing, effect);
    const { tx, run, step } = doing;
    const turn = { ruleId: run.ruleId, stepId: step.id };
    // The lock is advisory: the transaction has no id yet when the record is loaded below.
    await this.turns.lock(tx, turn);
    const { userId, next } = await this.choose(doing, effect);
    const named: Named = { kind: 'record.assign', userId };
    const performed = await super.perform(doing, named);
    await this.turns.keep(tx, { ...turn, userId, turn: next });
    return performed;
  }

  override async intend(
    doing: Doing,
    effect: Assigning,
    record: RecordState,
    together: Together,
  ): Promise<Intent | null> {
    return 'pool' in effect ? null : super.intend(doing, effect, record, together);
  }

  protected command(effect: Assigning): Command {
    if ('pool' in effect) throw new Error('Of a pool somebody is to be chosen first.');
    return { kind: 'assign', ownerId: effect.userId };
  }

  protected output({ record, changed }: Changed): object {
    return { changed, ownerId: record.ownerId, version: record.version };
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
