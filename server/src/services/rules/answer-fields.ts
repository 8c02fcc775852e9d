import type { FieldSettings, JsonValue } from '@etapa/shared/fields/field';
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
    const field = definition?.fields.find(({ key }) => key === name);
    if (!field || placed?.path !== path) return;
    await this.effects.perform(tx, run, placed, { kind: 'record.update', set: { [field.key]: valueFor(field, body) } });
  }
}

/** A field of text keeps an answer that is no text as JSON. */
function valueFor({ kind }: FieldSettings, body: JsonValue): JsonValue {
  const isKept = body === null || typeof body === 'string' || (kind !== 'text' && kind !== 'longText');
  return isKept ? body : JSON.stringify(body);
}
