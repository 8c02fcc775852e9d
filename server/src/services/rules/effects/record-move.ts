import type { Command } from '@etapa/shared/process/command';
import { Injectable } from '@nestjs/common';
import type { EffectOf } from './performer.ts';
import { type Changed, RecordChangePerformer } from './record-change.ts';

/** Moves the run's record: what its stage asks for and what holds it back bind a rule as they bind people. */
@Injectable()
export class RecordMovement extends RecordChangePerformer<'record.move'> {
  protected command({ stage, funnel }: EffectOf<'record.move'>): Command {
    return { kind: 'move', stage, ...(funnel === null ? {} : { funnel }) };
  }

  protected output({ record, changed }: Changed): object {
    return { changed, funnel: record.funnel, stage: record.stage, version: record.version };
  }
}
