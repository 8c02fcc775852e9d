import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { AuditEntry } from '@etapa/shared/api/audit';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { AuditStore } from '../store/audit.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { refused } from './refusal-error.ts';

/** Who did what when: sign-ins, exports, changes of people, roles, definitions and rules, and what rules did. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: AuditStore,
  ) {}

  /**
   * Notes an act.
   * @param db the transaction of the act itself
   * @param action what, as `noun.did`
   * @param target to what, by ids or keys
   * @param data further detail; never a secret
   */
  async note(
    db: Queryable,
    actor: Actor,
    action: string,
    target: { [name: string]: unknown } = {},
    data: { [name: string]: unknown } = {},
  ): Promise<void> {
    await this.store.insert(db, { id: newId(), at: this.clock.now(), actor, action, target, data });
  }

  /** @throws RefusalError `forbidden` for others than administrators */
  async list(
    caller: Caller,
    query: { limit?: number; cursor?: string; action?: string; user?: string; from?: string; to?: string },
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    requireAdmin(caller);
    const request = pageRequest(query, ['time', 'id']);
    return listAnswer(await this.store.list(this.database, query, request, this.clock.now()));
  }
}

/** @throws RefusalError `forbidden` for others than administrators */
export function requireAdmin(caller: Caller): void {
  if (!isAdmin(caller)) throw refused('forbidden', 'Only an administrator may do this.');
}

/** A person as the one who did something. */
export const actorOf = (caller: Pick<Caller, 'id'>): Actor => ({ kind: 'user', id: caller.id });
