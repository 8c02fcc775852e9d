import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { RecordDecisions } from '../../records-decide.ts';
import { RecordWriter } from '../../records-write.ts';
import type { Doing, EffectKind, EffectOf, EffectPerformer, Intent, Performed, Together } from './performer.ts';

/** What a change made of the run's record. */
export interface Changed {
  record: RecordState;
  /** Whether anything changed at all. */
  changed: boolean;
}

/** Changes the run's record by one command, with the same checks as for people. */
@Injectable()
export abstract class RecordChangePerformer<Kind extends EffectKind> implements EffectPerformer<Kind> {
  constructor(
    private readonly records: RecordWriter,
    private readonly decisions: RecordDecisions,
  ) {}

  protected abstract command(effect: EffectOf<Kind>): Command;
  protected abstract output(changed: Changed): object;

  async perform({ tx, doer, run }: Doing, effect: EffectOf<Kind>): Promise<Performed> {
    const { recordId, entityType } = run;
    const written = await this.records.apply(doer, { entityType, recordId, command: this.command(effect) }, tx);
    return { output: this.output(written) };
  }

  async intend(
    { tx, doer, run }: Doing,
    effect: EffectOf<Kind>,
    known: RecordState,
    { entering }: Together,
  ): Promise<Intent | null> {
    const { recordId, entityType } = run;
    const change = { entityType, recordId, command: this.command(effect), known };
    const decided = await this.decisions.decide(tx, doer, change, entering);
    const { next } = decided.outcome;
    const output = this.output({ record: next, changed: next !== decided.before });
    return { writes: { record: decided }, output };
  }
}
