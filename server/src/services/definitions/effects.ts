import type { DraftEffect, FieldEffect, StageEffect } from '@etapa/shared/api/entity-types';
import { type FieldConversion, planConversion } from '@etapa/shared/definition/conversion';
import { isComputed } from '@etapa/shared/definition/document';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { removedStages, type StageMap } from '@etapa/shared/definition/stage-map';
import type { BroughtUp } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { TypeRecordStore } from '../../store/entity-types-records.ts';
import { RecordContexts } from '../records-context.ts';
import { RecordConverter } from './converter.ts';
import { DefinitionPlans } from './plans.ts';

/** What live records meet when a definition takes the place of the published one. */
export type LiveEffect = Pick<DraftEffect, 'records' | 'fields' | 'stages' | 'required' | 'duplicates'>;

/** Records looked at together. */
const BATCH = 1_000;
/** Records told of each field. */
const TOLD = 100;

/** Looks at every live record, and changes none. */
@Injectable()
export class DefinitionEffects {
  constructor(
    private readonly database: Database,
    private readonly records: TypeRecordStore,
    private readonly plans: DefinitionPlans,
    private readonly converter: RecordConverter,
    private readonly contexts: RecordContexts,
  ) {}

  /**
   * @param next a definition that has been checked
   * @param stageMap what has been decided about stages that go away
   */
  async of(type: PublishedType, next: EntityType, stageMap: StageMap): Promise<LiveEffect> {
    const counts = await this.records.stages(this.database, type.key);
    const removed = removedStages(type.definition, next);
    const examples = await this.records.examplesOfStages(
      this.database,
      type.key,
      removed.map(({ funnel, stage }) => ({ funnel, stage: stage.key })),
    );
    const fields = await this.ofFields(type, next, stageMap);
    return {
      records: counts.reduce((sum, { count }) => sum + count, 0),
      ...fields,
      stages: removed.map(
        ({ funnel, stage }): StageEffect => ({
          funnel,
          stage: stage.key,
          records: counts.find((each) => each.funnel === funnel && each.stage === stage.key)?.count ?? 0,
          target: stageMap[`${funnel}/${stage.key}`] ?? null,
          examples: examples.get(`${funnel}/${stage.key}`) ?? [],
        }),
      ),
      required: await this.missing(type, next),
    };
  }

  private async ofFields(
    type: PublishedType,
    next: EntityType,
    stageMap: StageMap,
  ): Promise<Pick<LiveEffect, 'fields' | 'duplicates'>> {
    const plan = planConversion(type.definition, next);
    const tallies = new Map((plan?.fields ?? []).map((change) => [change.from.key, new FieldTally(change)]));
    const uniques = newlyUnique(type.definition, next).map((field) => new UniqueTally(field));
    if (tallies.size + uniques.length > 0) {
      const history = (await this.plans.history(type)).towards(next, stageMap);
      const organization = await this.contexts.settings();
      for await (const batch of this.batches(type.key)) {
        const convert = await this.converter.along(this.database, history, type.version + 1, batch, organization);
        for (const record of batch) {
          const brought = convert?.(record) ?? null;
          for (const tally of tallies.values()) tally.add(record, brought);
          for (const tally of uniques) tally.add(record, brought?.record ?? record);
        }
      }
    }
    return {
      fields: [...tallies.values()].map((tally) => tally.effect),
      duplicates: uniques.filter((tally) => tally.records > 0).map((tally) => tally.effect()),
    };
  }

  private async missing(type: PublishedType, next: EntityType): Promise<LiveEffect['required']> {
    const before = new Map(type.definition.fields.map((field) => [field.key, field]));
    const asked = next.fields.filter(
      (field) =>
        field.required &&
        !before.get(field.key)?.required &&
        field.default === undefined &&
        !field.visibleWhen &&
        !isComputed(field) &&
        field.kind !== 'autonumber',
    );
    const keys = asked.map(({ key }) => key);
    const counts = await this.records.missing(this.database, type.key, keys);
    const examples = await this.records.examplesMissing(this.database, type.key, keys);
    return keys.map((field) => ({
      field,
      missing: counts.get(field) ?? 0,
      examples: examples.get(field) ?? [],
    }));
  }

  private async *batches(key: string): AsyncGenerator<RecordState[]> {
    for (let after = 0; ; ) {
      const batch = await this.records.live(this.database, key, after, BATCH);
      if (batch.length > 0) yield batch;
      if (batch.length < BATCH) return;
      after = batch.at(-1)?.number ?? after;
    }
  }
}

/** Fields whose values must be looked at for two that are the same. */
function newlyUnique(from: EntityType, to: EntityType): Field[] {
  const before = new Map(from.fields.map((field) => [field.key, field]));
  return to.fields.filter((field) => {
    const old = before.get(field.key);
    return field.unique && old !== undefined && (!old.unique || old.kind !== field.kind);
  });
}

class FieldTally {
  readonly effect: FieldEffect;

  constructor({ from, to }: FieldConversion) {
    this.effect = {
      field: from.key,
      change: to === null ? 'removed' : isComputed(to) ? 'computed' : 'converted',
      from: from.kind,
      to: to?.kind ?? null,
      converts: 0,
      fails: 0,
      failures: [],
    };
  }

  add(record: RecordState, brought: BroughtUp | null): void {
    const { field, failures } = this.effect;
    if (record.doc[field] === undefined) return;
    const failed = brought?.aside.find((each) => each.field === field);
    if (!failed) {
      this.effect.converts++;
      return;
    }
    this.effect.fails++;
    if (failures.length >= TOLD) return;
    const { id, number, title } = record;
    failures.push({ id, number, title, value: failed.value, code: failed.code, reason: failed.reason });
  }
}

/** Finds records that would share a value that is to be unique. */
class UniqueTally {
  records = 0;
  private readonly seen = new Map<string, { id: string; number: number; told: boolean }>();
  private readonly examples: DraftEffect['duplicates'][number]['examples'] = [];

  constructor(private readonly field: Field) {}

  add(before: RecordState, { doc }: RecordState): void {
    const value = doc[this.field.key];
    if (value === undefined) return;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const name = this.field.kind === 'email' ? text.toLowerCase() : text;
    const { id, number } = before;
    const first = this.seen.get(name);
    if (!first) {
      this.seen.set(name, { id, number, told: false });
      return;
    }
    this.records += first.told ? 1 : 2;
    if (this.examples.length < TOLD) {
      if (!first.told) this.examples.push({ id: first.id, number: first.number, value });
      this.examples.push({ id, number, value });
    }
    first.told = true;
  }

  effect(): DraftEffect['duplicates'][number] {
    return { field: this.field.key, records: this.records, examples: this.examples };
  }
}
