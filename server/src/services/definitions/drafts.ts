import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { DraftDefinition } from '@etapa/shared/api/entity-types';
import { shapeFaults } from '@etapa/shared/definition/check';
import { difference } from '@etapa/shared/definition/difference';
import { applyEdit, type Edit } from '@etapa/shared/definition/edit';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { editFaults } from '@etapa/shared/definition/read-edits';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { EntityTypeDraftStore, type StoredDraft } from '../../store/entity-types-drafts.ts';
import { AuditService, actorOf } from '../audit.ts';
import { EntityTypeService } from '../entity-types.ts';
import { refused } from '../refusal-error.ts';

/** @throws RefusalError `forbidden` for who may not design the type */
export function requireDesign(caller: Caller, key: string): void {
  if (!may(caller, 'design', key, caller.allRoles)) throw refused('forbidden', 'You may not design this type.');
}

/** Drafts of definitions: changed as often as one likes, seen by nobody but those who may design. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly types: EntityTypeService,
    private readonly store: EntityTypeDraftStore,
    private readonly audit: AuditService,
  ) {}

  /** @throws RefusalError `not_found`, `forbidden` */
  async get(caller: Caller, key: string): Promise<DraftDefinition> {
    return present((await this.find(caller, key)).draft);
  }

  /** The draft with the type it belongs to, for services that go on with it. */
  async find(caller: Caller, key: string): Promise<{ type: PublishedType; draft: StoredDraft }> {
    const type = await this.types.find(caller, key);
    requireDesign(caller, key);
    const draft = await this.store.find(this.database, key);
    if (!draft) throw refused('not_found', 'There is no such entity type.');
    return { type, draft };
  }

  /**
   * Replaces the draft. It may be unfinished: only its shape must be right.
   *
   * @param body the definition with `revision` among its members, or `{revision, definition}`
   * @throws RefusalError `malformed` without a revision, `invalid_definition` with every fault of the shape, and
   *   `version_conflict` for one that is stale: with the `current` draft and what `changes` were made since
   */
  async save(caller: Caller, key: string, body: { [member: string]: unknown }): Promise<DraftDefinition> {
    await this.find(caller, key);
    const { revision, definition } = readBody(body);
    const faults = shapeFaults(definition);
    if (faults.length > 0) throw refused('invalid_definition', `The draft has ${faults.length} faults.`, faults);
    const draft = definition as EntityType;
    if (draft.key !== key) {
      const message = `The key of a type cannot change: it is "${key}".`;
      throw refused('invalid_definition', message, [{ path: '/key', code: 'mismatch', message }]);
    }
    return this.replace(caller, key, revision, draft);
  }

  /**
   * Makes edits to the draft, all or none of them: the same that the builder makes, by the same function.
   *
   * @throws RefusalError `malformed` for what is no edit, `version_conflict` as `save` does, `invalid_definition` for
   *   the first edit that cannot be made, or makes a definition of the wrong shape
   */
  async edit(caller: Caller, key: string, revision: number, sent: readonly unknown[]): Promise<DraftDefinition> {
    const { draft } = await this.find(caller, key);
    const faults = editFaults(sent);
    if (faults.length > 0) throw refused('malformed', 'What was sent are not all edits.', faults);
    if (draft.revision !== revision) throw await this.stale(caller, key, revision);
    let definition = draft.definition;
    for (const [at, edit] of (sent as readonly Edit[]).entries()) {
      const path = `/edits/${at}`;
      const result = applyEdit(definition, edit);
      if (!result.ok) {
        throw refused('invalid_definition', result.detail, [{ path, code: result.reason, message: result.detail }]);
      }
      // What comes after rests on the shape.
      const misshapen = shapeFaults(result.value);
      if (misshapen.length > 0) {
        const errors = misshapen.map((each) => ({ ...each, path, message: `${each.path}: ${each.message}` }));
        throw refused('invalid_definition', 'The edit makes a definition of the wrong shape.', errors);
      }
      definition = result.value;
    }
    return this.replace(caller, key, revision, definition);
  }

  private async replace(caller: Caller, key: string, revision: number, draft: EntityType): Promise<DraftDefinition> {
    const actor = actorOf(caller);
    const now = this.clock.now();
    const saved = await this.database.transaction(async (tx) => {
      const next = await this.store.save(tx, key, draft, { expected: revision, actor, now });
      if (next === undefined) return undefined;
      await this.audit.note(tx, actor, 'entity_type.draft_saved', { entityType: key }, { revision: next });
      return next;
    });
    if (saved === undefined) throw await this.stale(caller, key, revision);
    return present((await this.find(caller, key)).draft);
  }

  /** Back to what is published. @throws RefusalError `not_found`, `forbidden` */
  async discard(caller: Caller, key: string): Promise<void> {
    const { draft } = await this.find(caller, key);
    if (!draft.begun) return;
    const actor = actorOf(caller);
    await this.database.transaction(async (tx) => {
      await this.store.save(tx, key, null, { actor, now: this.clock.now() });
      await this.audit.note(
        tx,
        actor,
        'entity_type.draft_discarded',
        { entityType: key },
        { revision: draft.revision },
      );
    });
  }

  /** Why a draft is not saved, with what others made of it meanwhile. */
  private async stale(caller: Caller, key: string, revision: number) {
    const { draft, type } = await this.find(caller, key);
    const base = await this.store.saved(this.database, key, revision);
    const last = await this.store.lastSave(this.database, key);
    return refused('version_conflict', `The draft was saved meanwhile: it is revision ${draft.revision}.`, undefined, {
      current: present(draft),
      changes: difference(base ?? type.definition, draft.definition),
      ...(last ? { savedAt: last.savedAt.toISOString(), savedBy: last.savedBy } : {}),
    });
  }
}

const present = ({ definition, version, revision }: StoredDraft): DraftDefinition => ({
  ...definition,
  version,
  revision,
});

/** What was read with `?version=draft` may be sent back as it is. */
function readBody(body: { [member: string]: unknown }): { revision: number; definition: unknown } {
  const { revision, version, ...rest } = body;
  if (typeof revision !== 'number' || !Number.isInteger(revision) || revision < 0) {
    const message = 'Give the revision of the draft that is replaced, as it was read.';
    throw refused('malformed', message, [{ path: '/revision', code: 'required', message }]);
  }
  return { revision, definition: 'definition' in rest && !('fields' in rest) ? rest.definition : rest };
}
