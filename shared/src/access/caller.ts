import type { Person, Role } from './grant.ts';

/** A signed-in person on one request: everything access, `$me`, `$myTeam` and `$today` need, loaded beforehand. */
export interface Caller extends Person {
  name: string;
  /** Every role there is, as stored: what `may` and `scopeFor` take. */
  allRoles: readonly Role[];
  /** Who `$myTeam` stands for: ids of the people in their team, in teams they lead and in the teams below; themselves. */
  myTeam: readonly string[];
  teamId: string | null;
  /** The person's own time zone, or the organisation's. IANA name. */
  timeZone: string;
  /** Whose `$today` and `$now` conditions use. IANA name. */
  organizationTimeZone: string;
  /**
   * When the organisation works: by it the norms of some stages are meant. ISO weekdays, `HH:MM`, and days without work,
   * `YYYY-MM-DD`.
   */
  workingHours: { readonly days: readonly number[]; from: string; to: string; readonly holidays: readonly string[] };
  language: string;
}

/** Whether they administer people, roles and the organisation. */
export const isAdmin = (person: Person): boolean => person.roles.includes('admin');
