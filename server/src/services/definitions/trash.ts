import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { PublishedDefinition } from '@etapa/shared/api/entity-types';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { append } from '../../log/append.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeStore } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { newId } from '../../store/ids.ts';
import { AuditService, actorOf } from '../audit.ts';
import { EntityTypeService } from '../entity-types.ts';
import { refused } from '../refusal-error.ts';
import { ConversionJobs } from './conversion-jobs.ts';
import { requireDesign } from './drafts.ts';
import { DefinitionReferences } from './references.ts';

/** How long a type can be brought back, in milliseconds: 30 days. */
const KEPT = 30 * 24 * 60 * 60 * 1000;

/** Entity types that go, with all their records, and come back. */
@Injectable()
export class TypeTrashService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly types: EntityTypeService,
    private readonly store: EntityTypeStore,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly references: DefinitionReferences,
    private readonly jobs: ConversionJobs,
    private readonly queues: Queues,
    private readonly audit: AuditService,
  ) {}

  /** Those that may still be restored, to who may design them. */
  async list(caller: Caller): Promise<{ items: PublishedDefinition[]; nextCursor: null }> {
    const types = await this.store.trashed(this.database, this.since());
    const items = types
      .filter(({ key }) => may(caller, 'design', key, caller.allRoles))
      .map(({ definition, version, deletedAt }) => ({ ...definition, version, deletedAt: deletedAt.toISOString() }));
    return { items, nextCursor: null };
  }

  /**
   * Puts a type and its records into the trash.
   *
   * @param confirm the type's key again
   * @param force although other types or rules refer to it
   * @throws RefusalError `not_found`, `forbidden`, `malformed` when `confirm` is not the key, `conflict` with the
   *   `references` that would break
   */
  async remove(caller: Caller, key: string, confirm: string | undefined, force: boolean): Promise<void> {
    await this.types.find(caller, key);
    requireDesign(caller, key);
    if (confirm !== key) {
      const message = `To delete the type and all its records, repeat its key: ?confirm=${key}`;
      throw refused('malformed', message, [{ path: '/confirm', code: 'not_confirmed', message }]);
    }
    const references = force ? [] : await this.references.broken(key, null);
    if (references.length > 0) {
      const names = references.map(({ kind, name }) => `${kind} "${name}"`).join(', ');
      const detail = `Others refer to the type: ${names}. Change them first, or add &force=true.`;
      throw refused('conflict', detail, undefined, { references });
    }
    const actor = actorOf(caller);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (!(await this.store.trash(tx, key, now))) return;
      const cause = { correlation: newId(), depth: 0 };
      await append(tx, [{ kind: 'entity_type.deleted', at: now, entityType: key, data: {}, actor, cause }]);
      await this.audit.note(tx, actor, 'entity_type.deleted', { entityType: key });
    });
    await this.catalogue.refresh();
  }

  /** Brings a type and its records back. @throws RefusalError `not_found`, also when its 30 days are over */
  async restore(caller: Caller, key: string): Promise<PublishedDefinition> {
    if (!may(caller, 'design', key, caller.allRoles)) throw refused('not_found', 'There is no such entity type.');
    const actor = actorOf(caller);
    const now = this.clock.now();
    const jobId = await this.database.transaction(async (tx) => {
      if (!(await this.store.restore(tx, key, this.since(), now))) {
        throw refused('not_found', 'There is no such entity type in the trash.');
      }
      const [type] = await this.store.load(tx, [key]);
      const version = type?.version ?? 1;
      // A conversion that was under way when the type went is begun anew.
      const { jobId: id, correlation } = await this.jobs.insert(tx, caller, { entityType: key, version });
      const cause = { correlation, depth: 0 };
      const data = { version };
      await append(tx, [{ kind: 'entity_type.restored', at: now, entityType: key, data, actor, cause }]);
      await this.audit.note(tx, actor, 'entity_type.restored', { entityType: key }, data);
      return id;
    });
    await this.catalogue.refresh();
    await this.queues.add('jobs', 'conversion', { jobId }, `conversion-${jobId}`);
    return this.types.get(caller, key);
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - KEPT);
  }
}
