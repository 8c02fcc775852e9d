import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { ApiTokenStore } from '../store/api-tokens.ts';
import { CallerStore, type Credential } from '../store/callers.ts';
import { Database } from '../store/database.ts';
import { SessionStore } from '../store/sessions.ts';
import { SESSION_SECONDS } from './auth.ts';

export type { Credential };

/** How long a process goes by what it knows of a credential, in milliseconds: another process may revoke meanwhile. */
const KEPT = 1_000;
/** Credentials remembered at most. */
const MOST = 10_000;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** Knows who a credential stands for, asking the database once a second at most. */
@Injectable()
export class CallerService {
  private readonly known = new Map<string, { until: number; caller: Promise<Caller | null> }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly callers: CallerStore,
    private readonly sessions: SessionStore,
    private readonly tokens: ApiTokenStore,
  ) {}

  /** Who a credential stands for; null when it is unknown, expired or revoked, or the person is deactivated. */
  authenticate(credential: Credential): Promise<Caller | null> {
    const key = `${credential.kind} ${credential.hash.toString('latin1')}`;
    const kept = this.known.get(key);
    if (kept && kept.until > performance.now()) return kept.caller;
    if (this.known.size >= MOST) this.known.clear();
    const caller = this.load(credential);
    const entry = { until: performance.now() + KEPT, caller };
    this.known.set(key, entry);
    // A failure of the database is not remembered.
    caller.catch(() => this.known.get(key) === entry && this.known.delete(key));
    return caller;
  }

  /** An active person, for work done for them outside a request; null when there is none. */
  byUser(userId: string): Promise<Caller | null> {
    return this.callers.byUser(this.database, userId);
  }

  /** Forgets everyone, at once in this process: people, roles, teams, tokens or sessions have changed. */
  forget(): void {
    this.known.clear();
  }

  private async load(credential: Credential): Promise<Caller | null> {
    const now = this.clock.now();
    const found = await this.callers.byCredential(this.database, credential, now);
    if (!found) return null;
    const { expiresAt, lastUsedAt } = found;
    if (credential.kind === 'session') {
      const wanted = new Date(now.getTime() + SESSION_SECONDS * 1000);
      if (expiresAt && wanted.getTime() - expiresAt.getTime() > DAY) {
        await this.sessions.extend(this.database, credential.hash, wanted);
      }
    } else if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > MINUTE) {
      await this.tokens.touch(this.database, credential.hash, now);
    }
    return found.caller;
  }
}
