import type { Caller } from '@etapa/shared/access/caller';
import type { ProfileChanges } from '@etapa/shared/api/auth';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { SessionStore } from '../store/sessions.ts';
import { UserStore } from '../store/users.ts';
import { AuditService } from './audit.ts';
import { TRIES, WINDOW } from './auth.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { RateLimitService } from './rate-limits.ts';
import { refused } from './refusal-error.ts';
import { checkTimeZone } from './time-zones.ts';

/** One's own name, language, time zone and password. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
    private readonly limits: RateLimitService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Changes one's own profile. A new password ends every other session.
   * @param keep the session that goes on
   * @throws RefusalError `invalid_document` for an unknown time zone, or when the present password is not given right
   */
  async update(caller: Caller, changes: ProfileChanges, keep: Buffer | undefined): Promise<void> {
    const { password, currentPassword, ...profile } = changes;
    if (profile.timeZone) checkTimeZone(profile.timeZone, '/timeZone');
    const passwordHash = password === undefined ? undefined : await this.newPassword(caller, password, currentPassword);
    await this.database.transaction(async (tx) => {
      const next = { ...profile, ...(passwordHash === undefined ? {} : { passwordHash }) };
      if (Object.keys(next).length > 0) await this.users.update(tx, caller.id, next);
      if (passwordHash === undefined) return;
      await this.sessions.removeOf(tx, caller.id, keep);
      await this.audit.note(tx, { kind: 'user', id: caller.id }, 'password.changed', { user: caller.id });
    });
  }

  private async newPassword(caller: Caller, password: string, current: string | undefined): Promise<string> {
    const key = `password ${caller.id}`;
    await this.limits.take(key, TRIES, WINDOW);
    const user = await this.users.find(this.database, caller.id);
    if (current === undefined || !(await passwordMatches(user?.passwordHash ?? null, current))) {
      const message = 'The present password is needed to change it, and this is not it.';
      throw refused('invalid_document', message, [{ path: '/currentPassword', code: 'wrong_password', message }]);
    }
    await this.limits.clear(key);
    return hashPassword(password);
  }
}
