import type { Caller } from '@etapa/shared/access/caller';
import type { ApiToken } from '@etapa/shared/api/api-tokens';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { type ApiTokenRow, ApiTokenStore } from '../store/api-tokens.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { AuditService, actorOf } from './audit.ts';
import { CallerService } from './callers.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { refused } from './refusal-error.ts';
import { newSecret, secretHash } from './secrets.ts';

/** What every token begins with, so that people and scanners recognise one. */
const TOKEN_PREFIX = 'etp_';

/** Tokens with which scripts act as the person who made them. */
@Injectable()
export class ApiTokenService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ApiTokenStore,
    private readonly callers: CallerService,
    private readonly audit: AuditService,
  ) {}

  async list(caller: Caller, query: { limit?: number; cursor?: string }) {
    const page = await this.store.listOf(this.database, caller.id, pageRequest(query, ['id']));
    return listAnswer({ ...page, items: page.items.map(present) });
  }

  /** Makes a token. Its text is answered here and never again. */
  async create(caller: Caller, name: string): Promise<ApiToken & { token: string }> {
    const token = TOKEN_PREFIX + newSecret();
    const row: ApiTokenRow = {
      id: newId(),
      tokenHash: secretHash(token),
      userId: caller.id,
      name: name.trim(),
      createdAt: this.clock.now(),
      lastUsedAt: null,
      revokedAt: null,
    };
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, row);
      await this.audit.note(tx, actorOf(caller), 'token.created', { token: row.id }, { name: row.name });
      return { ...present(row), token };
    });
  }

  /**
   * Revokes a token: at once in this process, within a second in others.
   * @throws RefusalError `not_found` for a token that is not one's own
   */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.store.revoke(tx, id, caller.id, this.clock.now()))) {
        throw refused('not_found', 'There is no such token.');
      }
      await this.audit.note(tx, actorOf(caller), 'token.revoked', { token: id });
      tx.afterCommit(() => this.callers.forget());
    });
  }
}

function present({ id, name, createdAt, lastUsedAt }: ApiTokenRow): ApiToken {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
