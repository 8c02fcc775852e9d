import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '@etapa/shared/access/caller';
import { checkRole } from '@etapa/shared/access/check';
import type { NewRole, RoleReplacement, RoleView } from '@etapa/shared/api/roles';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { RoleStore } from '../store/roles.ts';
import { AuditService, actorOf, requireAdmin } from './audit.ts';
import { CallerService } from './callers.ts';
import { pageRequest, writeCursor } from './cursors.ts';
import { grantFaults } from './grant-faults.ts';
import { refused } from './refusal-error.ts';

/** Roles and what they may do. Everybody sees them, administrators change them. */
@Injectable()
export class RoleService {
  constructor(
    private readonly database: Database,
    private readonly store: RoleStore,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly callers: CallerService,
    private readonly audit: AuditService,
  ) {}

  async list(query: { limit?: number; cursor?: string }) {
    const { limit, after } = pageRequest(query, ['text']);
    const roles = (await this.store.all(this.database)).filter(({ key }) => after === null || key > String(after[0]));
    const items = roles.slice(0, limit);
    return { items, nextCursor: roles.length > limit ? writeCursor([items.at(-1)?.key ?? '']) : null };
  }

  /**
   * @throws RefusalError `forbidden`; `duplicate` for a key that is taken; `invalid_condition` for a scope,
   *   `invalid_document` for fields and stages that a type does not have
   */
  async create(caller: Caller, { key, name, grants }: NewRole): Promise<RoleView> {
    requireAdmin(caller);
    await this.check({ key, name, grants });
    const role = { key, name: name.trim(), grants, builtin: false };
    return this.database.transaction(async (tx) => {
      if (!(await this.store.insert(tx, role))) {
        const message = `There is a role "${key}" already.`;
        throw refused('duplicate', message, [{ path: '/key', code: 'duplicate', message }]);
      }
      await this.audit.note(tx, actorOf(caller), 'role.created', { role: key }, { grants });
      tx.afterCommit(() => this.callers.forget());
      return role;
    });
  }

  /**
   * Replaces what a role may do.
   * @throws RefusalError `forbidden`; `not_found`; `conflict` for the grants of `admin`, without which nobody could
   *   mend anything; `invalid_condition` and `invalid_document` as `create` does
   */
  async replace(caller: Caller, key: string, replacement: RoleReplacement): Promise<RoleView> {
    requireAdmin(caller);
    if (replacement.key !== undefined && replacement.key !== key) {
      const message = 'The key of a role cannot be changed.';
      throw refused('invalid_document', message, [{ path: '/key', code: 'read_only', message }]);
    }
    await this.check({ ...replacement, key });
    return this.database.transaction(async (tx) => {
      const before = await this.store.find(tx, key);
      if (!before) throw refused('not_found', 'There is no such role.');
      const next = { name: replacement.name.trim(), grants: replacement.grants };
      if (key === 'admin' && !isDeepStrictEqual(next.grants, before.grants)) {
        throw refused('conflict', 'What administrators may do cannot be changed.');
      }
      await this.store.update(tx, key, next);
      const data = { before: before.grants, after: next.grants };
      await this.audit.note(tx, actorOf(caller), 'role.updated', { role: key }, data);
      tx.afterCommit(() => this.callers.forget());
      return { key, ...next, builtin: before.builtin };
    });
  }

  /** A type that is not there yet may be named; of one that is there, what the grants speak of must be there too. */
  private async check(role: NewRole): Promise<void> {
    const misshapen = grantFaults(role.grants);
    const catalogue = await this.catalogue.refresh();
    const faults =
      misshapen.length > 0
        ? misshapen
        : checkRole(role, (key) => catalogue.definition(key)).filter(({ code }) => code !== 'unknown_entity_type');
    if (faults.length === 0) return;
    // A field that is not there meets no comparison, so that `!=` would let everything be seen.
    if (faults.every(({ path }) => path.includes('/scope')))
      throw refused('invalid_condition', 'A scope is not a valid condition.', faults);
    throw refused('invalid_document', 'The role refers to what does not exist.', faults);
  }
}
