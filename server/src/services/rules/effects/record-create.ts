import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../config/clock.ts';
import { filterWhere } from '../../../store/access.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { RecordStore } from '../../../store/records.ts';
import { RecordLookup } from '../../../store/records-lookup.ts';
import { RecordContexts } from '../../records-context.ts';
import { RecordWriter } from '../../records-write.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

type Creation = EffectOf<'record.create'>;

/** Makes a record of a type, another or the same, that may point back to the run's: a tunnel between funnels. */
@Injectable()
export class RecordCreation implements EffectPerformer<'record.create'> {
  constructor(
    private readonly records: RecordWriter,
    private readonly store: RecordStore,
    private readonly lookup: RecordLookup,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly contexts: RecordContexts,
    private readonly clock: Clock,
  ) {}

  async perform(doing: Doing, effect: Creation): Promise<Performed> {
    const { tx, doer, run } = doing;
    const existing = effect.unless && (await this.existing(doing, effect));
    if (existing) return { output: { ...existing, entityType: effect.entityType, created: false } };
    const back = effect.linkField === null ? {} : { [effect.linkField]: await this.link(effect, run.recordId) };
    const { entityType, funnel, stage } = effect;
    const ownerId = await this.activeOwner(doing, effect);
    const command = {
      kind: 'create' as const,
      doc: { ...effect.doc, ...back },
      ...(funnel === null ? {} : { funnel }),
      ...(stage === null ? {} : { stage }),
      ownerId,
    };
    const { record } = await this.records.apply(doer, { entityType, command }, tx);
    const { id, number, title } = record;
    const skipped = effect.ownerId === ownerId ? {} : { skipped: [effect.ownerId] };
    return { output: { id, number, title, entityType, created: true, ...skipped } };
  }

  /** Nobody where the owner has left: what is handed on must not be lost with them. */
  private async activeOwner({ tx }: Doing, { ownerId }: Creation): Promise<string | null> {
    if (ownerId === null) return null;
    const [owner] = await this.store.users(tx, [ownerId]);
    return owner && !owner.active ? null : ownerId;
  }

  private async link({ entityType, linkField }: Creation, recordId: string): Promise<string | string[]> {
    const definition = (await this.catalogue.now()).definition(entityType);
    const field = definition?.fields.find(({ key }) => key === linkField);
    if (!field) throw refused('conflict', `There is no field "${linkField}" that could point back.`);
    return field.kind === 'links' ? [recordId] : recordId;
  }

  /** A record that makes another one needless. Rules that ask the same at the same time ask one after the other. */
  private async existing({ tx, run }: Doing, { entityType, linkField, unless }: Creation) {
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(entityType);
    if (!definition || !unless) return null;
    const environment: ConditionEnvironment = {
      schema: {
        fields: definition.fields,
        funnels: definition.funnels,
        linkedType: (key) => catalogue.definition(key),
      },
      me: null,
      now: this.clock.now().toISOString(),
      timeZone: (await this.contexts.settings()).timeZone,
    };
    const back = linkField === null ? null : { field: linkField, to: run.recordId };
    await this.lookup.lockForUnless(tx, entityType, back);
    return this.lookup.first(
      tx,
      entityType,
      filterWhere(unless, environment, () => null),
      back,
    );
  }
}
