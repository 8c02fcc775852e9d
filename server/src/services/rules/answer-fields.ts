import type { JsonValue } from '@etapa/shared/fields/field';
import { next } from '@etapa/shared/rules/next';
import { Injectable } from '@nestjs/common';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RuleEffects } from './effects.ts';
import { outcomesOf } from './outcomes.ts';

/** Keeps what the outside answered in the record, where it has a field for it. */
@Injectable()
export class AnswerFields {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly effects: RuleEffects,
  ) {}

  /**
   * @param path of the step that asked
   * @param name under which the answer is to be found; a field of that key gets it
   * @throws RefusalError when the field does not take it
   * @throws WriteConflict when the record changed meanwhile
   */
  async keep(tx: Transaction, run: OpenRun, path: string, name: string | null, body: JsonValue): Promise<void> {
    const definition = (await this.catalogue.now()).definition(run.entityType);
    const placed = next(run.rule, outcomesOf(run));
    if (name === null || placed?.path !== path || !definition?.fields.some(({ key }) => key === name)) return;
    await this.effects.perform(tx, run, placed, { kind: 'record.update', set: { [name]: body } });
  }
}
