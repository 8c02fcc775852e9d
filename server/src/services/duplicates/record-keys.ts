import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { sameJson } from '@etapa/shared/process/changes';
import { Injectable } from '@nestjs/common';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordKeyStore } from '../../store/record-keys.ts';

const BATCH = 200;

/** Sees to it that records have the keys that their type's definition asks for, also those nobody writes any more. */
@Injectable()
export class RecordKeys {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: RecordKeyStore,
    private readonly queues: Queues,
  ) {}

  /** Begins what is to be done: after a definition was published, and after an upgrade. */
  async sweep(): Promise<void> {
    for (const { entityType, version } of await this.store.behind(this.database)) {
      await this.queues.add('jobs', 'record-keys', { entityType }, `record-keys-${entityType}-${version}`);
    }
  }

  /** Brings up all records of a type; done again from the beginning when it was stopped. */
  async bring(entityType: string, signal: AbortSignal): Promise<void> {
    const behind = (await this.store.behind(this.database)).find((each) => each.entityType === entityType);
    const type = (await this.catalogue.refresh()).get(entityType);
    if (!behind || !type) return;
    const before = await this.store.definitionOf(this.database, entityType, behind.from);
    if (!before || !sameJson(told(before), told(type.definition))) {
      let after: number | null = 0;
      while (after !== null) {
        if (signal.aborted) return;
        const last: number = after;
        after = await this.database.transaction((tx) => this.store.bringUp(tx, type.definition, last, BATCH));
      }
    }
    await this.store.brought(this.database, entityType, type.version);
  }
}

/** What of a definition keys and texts are made by. */
const told = (definition: EntityType) => ({
  compared: comparedFields(definition).map(({ field, check }) => [field.key, field.kind, check]),
  texts: definition.fields.map(({ key, kind }) => [key, kind]),
  title: definition.titleField,
});
