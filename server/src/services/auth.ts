import type { Caller } from '@etapa/shared/access/caller';
import type { Session } from '@etapa/shared/api/auth';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database, type Queryable } from '../store/database.ts';
import { OrganizationStore } from '../store/organization.ts';
import { SessionStore } from '../store/sessions.ts';
import { UserStore } from '../store/users.ts';
import { AuditService } from './audit.ts';
import { passwordMatches } from './passwords.ts';
import { permissions } from './permissions.ts';
import { RateLimitService } from './rate-limits.ts';
import { refused } from './refusal-error.ts';
import { newSecret, secretHash } from './secrets.ts';

/** A session ends this long after its last use: thirty days. */
export const SESSION_SECONDS = 30 * 86_400;

/** Failed sign-ins per e-mail address and internet address, and window in seconds. */
export const TRIES = 10;
export const WINDOW = 15 * 60;

/** Signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly organization: OrganizationStore,
    private readonly limits: RateLimitService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Signs in.
   * @param address internet address of who tries
   * @returns the person's id and the secret for their cookie
   * @throws RefusalError `unauthenticated`, the same for an unknown address, a wrong password and a person who may not
   *   sign in; `rate_limited` after ten failures in a quarter of an hour
   */
  async login(email: string, password: string, address: string): Promise<{ userId: string; secret: string }> {
    const key = `login ${secretHash(`${email.trim().toLowerCase()} ${address}`).toString('base64url')}`;
    await this.limits.take(key, TRIES, WINDOW);
    const user = await this.users.findByEmail(this.database, email.trim());
    const matches = await passwordMatches(user?.passwordHash ?? null, password);
    if (!user?.active || !matches) {
      if (user) await this.audit.note(this.database, { kind: 'user', id: user.id }, 'session.refused', {}, { address });
      throw refused('unauthenticated', 'E-mail or password is wrong.');
    }
    await this.limits.clear(key);
    const secret = await this.database.transaction((tx) => this.openSession(tx, user.id, { address }));
    return { userId: user.id, secret };
  }

  /** Opens a session for a person who has shown who they are. */
  async openSession(db: Queryable, userId: string, data: { [name: string]: unknown }): Promise<string> {
    const secret = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_SECONDS * 1000);
    await this.sessions.removeExpired(db, createdAt);
    await this.sessions.insert(db, { idHash: secretHash(secret), userId, createdAt, expiresAt });
    await this.audit.note(db, { kind: 'user', id: userId }, 'session.created', {}, data);
    return secret;
  }

  async logout(hash: Buffer): Promise<void> {
    await this.sessions.remove(this.database, hash);
  }

  /** What a screen needs to know of who is signed in. */
  async session(caller: Caller): Promise<Session> {
    const [user, { workingCalendar: _hours, country: _country, ...organization }] = await Promise.all([
      this.users.find(this.database, caller.id),
      this.organization.get(this.database),
    ]);
    if (!user) throw refused('unauthenticated', 'Sign in first.');
    const { id, name, email, roles, teamId, language, timeZone } = user;
    return {
      user: { id, name, email, roles, teamId, language, timeZone },
      permissions: permissions(caller),
      organization,
      now: this.clock.now().toISOString(),
    };
  }
}
