import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../store/database.ts';
import { RoleStore } from '../store/roles.ts';
import { SessionStore } from '../store/sessions.ts';
import { TeamStore } from '../store/teams.ts';
import { UserStore } from '../store/users.ts';
import { RefusalError, refused } from './refusal-error.ts';
import { checkTimeZone } from './time-zones.ts';

/** What people, teams and roles ask of each other before they are changed. */
@Injectable()
export class PeopleChecks {
  constructor(
    private readonly users: UserStore,
    private readonly teams: TeamStore,
    private readonly roles: RoleStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws RefusalError `duplicate` naming the person who has the address */
  async emailIsFree(db: Queryable, id: string, email: string): Promise<void> {
    // Two who take the same address at once would both find it free: they wait for each other here.
    await db.query(`SELECT pg_advisory_xact_lock(hashtext('users.email'), hashtext(lower($1)))`, [email]);
    const other = await this.users.findByEmail(db, email);
    if (!other || other.id === id) return;
    const message = `${other.name} has this e-mail address.`;
    throw refused('duplicate', message, [{ path: '/email', code: 'duplicate', message }], { existing: other.id });
  }

  async roleFaults(db: Queryable, keys: string[]): Promise<Fault[]> {
    const known = new Set((await this.roles.all(db)).map(({ key }) => key));
    return keys.flatMap((key, at) =>
      known.has(key) ? [] : [{ path: `/roles/${at}`, code: 'unknown_role', message: `There is no role "${key}".` }],
    );
  }

  async teamFaults(db: Queryable, id: string, path: string): Promise<Fault[]> {
    if (await this.teams.find(db, id)) return [];
    return [{ path, code: 'unknown_team', message: 'There is no such team.' }];
  }

  /** @param paths where each id stands in the request */
  async userFaults(db: Queryable, ids: string[], paths: string[]): Promise<Fault[]> {
    const missing = new Set(await this.users.missing(db, ids));
    return ids.flatMap((id, at) =>
      missing.has(id) ? [{ path: paths[at] ?? '', code: 'unknown_user', message: 'There is no such person.' }] : [],
    );
  }

  timeZoneFaults(timeZone: string): Fault[] {
    try {
      checkTimeZone(timeZone, '/timeZone');
      return [];
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal.errors ?? [];
      throw error;
    }
  }

  async endSessions(db: Queryable, userId: string): Promise<void> {
    await this.sessions.removeOf(db, userId);
  }
}
