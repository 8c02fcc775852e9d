import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { DefinitionVersion, PublishedDefinition } from '@etapa/shared/api/entity-types';
import { checkDefinition } from '@etapa/shared/definition/check';
import { documentSchema } from '@etapa/shared/definition/document';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { EntityTypeStore, type PublishedType } from '../store/entity-types.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { ensureIndexes } from '../store/entity-types-indexes.ts';
import { newId } from '../store/ids.ts';
import { AuditService, actorOf } from './audit.ts';
import { refused, unwrap } from './refusal-error.ts';

/** Entity types: their published definitions, and making new ones. */
@Injectable()
export class EntityTypeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: EntityTypeStore,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly audit: AuditService,
  ) {}

  /** Those whose records the caller may read, or which they may design. */
  async list(caller: Caller): Promise<{ items: PublishedDefinition[]; nextCursor: null }> {
    const types = (await this.catalogue.now()).all().filter((type) => sees(caller, type.key));
    return { items: types.map(present), nextCursor: null };
  }

  /** @throws RefusalError `not_found`, also where the caller may not know that the type exists */
  async get(caller: Caller, key: string): Promise<PublishedDefinition> {
    return present(await this.find(caller, key));
  }

  /** The type, for services that go on with it. @throws RefusalError `not_found` */
  async find(caller: Caller, key: string): Promise<PublishedType> {
    const type = sees(caller, key) ? await this.catalogue.find(key) : undefined;
    if (!type) throw refused('not_found', 'There is no such entity type.');
    return type;
  }

  /** As an earlier version had it. @throws RefusalError `not_found` */
  async version(caller: Caller, key: string, version: number): Promise<PublishedDefinition> {
    await this.find(caller, key);
    const found = await this.store.findVersion(this.database, key, version);
    if (!found) throw refused('not_found', 'There is no such version.');
    return { ...found.definition, version };
  }

  /** JSON Schema of the type's documents. */
  async schema(caller: Caller, key: string): Promise<{ [keyword: string]: unknown }> {
    return documentSchema((await this.find(caller, key)).definition);
  }

  async versions(caller: Caller, key: string): Promise<{ items: DefinitionVersion[] }> {
    await this.find(caller, key);
    const rows = await this.store.listVersions(this.database, key);
    return {
      items: rows.map(({ version, created_at, created_by }) => ({
        version,
        createdAt: created_at.toISOString(),
        createdBy: created_by,
      })),
    };
  }

  /**
   * Creates a type and publishes it as version 1; answers once the indexes its fields ask for are there.
   *
   * @param together types that are made right after this one, to which it may already link
   * @throws RefusalError `forbidden`, `invalid_definition` and `invalid_formula` with every fault, `duplicate`
   */
  async create(caller: Caller, document: EntityType, together: EntityType[] = []): Promise<PublishedDefinition> {
    if (!may(caller, 'design', typeof document.key === 'string' ? document.key : '*', caller.allRoles)) {
      throw refused('forbidden', 'You may not design entity types.');
    }
    const known = await this.catalogue.refresh();
    const others = new Map(together.map((definition) => [definition.key, definition]));
    const definition = unwrap(
      checkDefinition(
        document,
        (key) => others.get(key) ?? known.definition(key),
        caller.allRoles.map(({ key }) => key),
      ),
    );
    const actor = actorOf(caller);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const id = await this.store.insert(tx, definition, actor, now);
      if (id === null) {
        const message = `The key "${definition.key}" is taken.`;
        throw refused('duplicate', message, [{ path: '/key', code: 'duplicate', message }]);
      }
      await append(tx, [
        {
          kind: 'entity_type.published',
          at: now,
          entityType: definition.key,
          data: { version: 1 },
          actor,
          cause: { correlation: newId(), depth: 0 },
        },
      ]);
      await this.audit.note(tx, actor, 'entity_type.published', { entityType: definition.key }, { version: 1 });
    });
    await this.catalogue.refresh();
    const type = await this.find(caller, definition.key);
    await ensureIndexes(this.database, type);
    return present(type);
  }
}

/** Whether a person may know of a type. */
function sees(caller: Caller, key: string): boolean {
  return may(caller, 'read', key, caller.allRoles) || may(caller, 'design', key, caller.allRoles);
}

const present = ({ definition, version }: PublishedType): PublishedDefinition => ({ ...definition, version });
