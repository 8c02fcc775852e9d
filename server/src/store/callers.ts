import type { Caller } from '@etapa/shared/access/caller';
import type { Role } from '@etapa/shared/access/grant';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** How a request shows who it comes from: the SHA-256 of a session cookie or of an API token. */
export interface Credential {
  kind: 'session' | 'token';
  hash: Buffer;
}

/** The person behind a credential; times say when the credential was last known to be used. */
export interface KnownCaller {
  caller: Caller;
  /** Of a session. */
  expiresAt: Date | null;
  /** Of a token. */
  lastUsedAt: Date | null;
}

/** `$1` is the hash, `$2` now. */
const BY_CREDENTIAL = {
  session:
    'SELECT user_id, expires_at, NULL::timestamptz AS last_used_at FROM sessions WHERE id_hash = $1 AND expires_at > $2',
  token: `SELECT user_id, NULL::timestamptz AS expires_at, last_used_at FROM api_tokens
          WHERE token_hash = $1 AND revoked_at IS NULL AND $2::timestamptz IS NOT NULL`,
};

const CALLER = `
  SELECT u.id, u.name, u.roles, u.team_id AS "teamId", u.language, coalesce(u.time_zone, o.time_zone) AS "timeZone",
    o.time_zone AS "organizationTimeZone", o.working_calendar AS "workingHours",
    (SELECT jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'grants', r.grants)) FROM roles r) AS "allRoles",
    ARRAY(
      WITH RECURSIVE mine AS (
        SELECT t.id FROM teams t WHERE t.leader_id = u.id OR t.id = u.team_id
      ), below AS (
        SELECT t.id FROM teams t WHERE t.leader_id = u.id
        UNION SELECT t.id FROM teams t JOIN below ON t.parent_id = below.id
      )
      SELECT m.id FROM users m WHERE m.id = u.id OR m.team_id IN (SELECT id FROM mine UNION SELECT id FROM below)
    ) AS "myTeam"
  FROM users u, organization o WHERE u.active`;

type CallerRow = Omit<Caller, 'allRoles'> & { allRoles: Role[] };

@Injectable()
export class CallerStore {
  /** Who a credential stands for; null when it is unknown, over or revoked, or the person is not active. */
  async byCredential(db: Queryable, { kind, hash }: Credential, now: Date): Promise<KnownCaller | null> {
    const [row] = await db.query<CallerRow & { expires_at: Date | null; last_used_at: Date | null }>(
      `SELECT credential.expires_at, credential.last_used_at, known.*
       FROM (${BY_CREDENTIAL[kind]}) AS credential JOIN (${CALLER}) AS known ON known.id = credential.user_id`,
      [hash, now],
    );
    if (!row) return null;
    const { expires_at: expiresAt, last_used_at: lastUsedAt, ...caller } = row;
    return { caller, expiresAt, lastUsedAt };
  }

  /** An active person, for work done on their behalf outside a request. */
  async byUser(db: Queryable, userId: string): Promise<Caller | null> {
    const [row] = await db.query<CallerRow>(`${CALLER} AND u.id = $1`, [userId]);
    return row ?? null;
  }
}
