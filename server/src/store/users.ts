import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { UserEntity } from './entities/user.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { likeText } from './like-text.ts';

/** A person as stored; times as dates. */
export type UserRow = UserEntity;

@Injectable()
export class UserStore {
  find(db: Queryable, id: string): Promise<UserRow | null> {
    return db.manager.findOneBy(UserEntity, { id });
  }

  /** The person with this e-mail address, whatever its case. */
  findByEmail(db: Queryable, email: string): Promise<UserRow | null> {
    const query = db.manager.createQueryBuilder(UserEntity, 'u').where('lower(u.email) = lower(:email)', { email });
    return query.getOne();
  }

  /** Waits for other changes of the row to end, so that two cannot both be the last. */
  findForUpdate(db: Queryable, id: string): Promise<UserRow | null> {
    return db.manager.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async list(db: Queryable, filter: { q?: string; active?: boolean }, page: PageRequest): Promise<Page<UserRow>> {
    const query = db.manager.createQueryBuilder(UserEntity, 'u');
    if (filter.q) query.andWhere('(u.name ILIKE :q OR u.email ILIKE :q)', { q: likeText(filter.q) });
    if (filter.active !== undefined) query.andWhere('u.active = :active', { active: filter.active });
    if (page.after) query.andWhere('(lower(u.name), u.id) > (:name, :id)', { name: page.after[0], id: page.after[1] });
    // TypeORM sorts by properties alone: the expression is selected under a name of its own.
    query
      .addSelect('lower(u.name)', 'sort_name')
      .orderBy('sort_name')
      .addOrderBy('u.id')
      .limit(page.limit + 1);
    const { entities, raw } = await query.getRawAndEntities<{ sort_name: string }>();
    const rows = entities.map((user, index) => ({ user, name: raw[index]?.sort_name ?? '' }));
    return cutPage(
      rows,
      page.limit,
      ({ user, name }) => [name, user.id],
      ({ user }) => user,
    );
  }

  /** For pickers: the first 500 whose name matches, active ones first; or exactly `ids`. */
  options(
    db: Queryable,
    filter: { q?: string; ids?: string[] },
  ): Promise<{ id: string; name: string; active: boolean }[]> {
    return db.query(
      `SELECT id, name, active FROM users
       WHERE ($1::text IS NULL OR name ILIKE $1 OR email ILIKE $1) AND ($2::uuid[] IS NULL OR id = ANY($2))
       ORDER BY active DESC, lower(name), id LIMIT CASE WHEN $2::uuid[] IS NULL THEN 500 ELSE 200 END`,
      [filter.q ? likeText(filter.q) : null, filter.ids ?? null],
    );
  }

  async insert(db: Queryable, user: UserRow): Promise<void> {
    await db.manager.insert(UserEntity, user);
  }

  async update(db: Queryable, id: string, changes: Partial<UserRow>): Promise<void> {
    await db.manager.update(UserEntity, { id }, changes);
  }

  /** Moves exactly these people into a team: others who were in it leave it. */
  async setTeamMembers(db: Queryable, teamId: string, memberIds: string[]): Promise<void> {
    await db.query('UPDATE users SET team_id = NULL WHERE team_id = $1 AND id <> ALL($2::uuid[])', [teamId, memberIds]);
    await db.query('UPDATE users SET team_id = $1 WHERE id = ANY($2::uuid[])', [teamId, memberIds]);
  }

  /** Those of the ids that no person has. */
  async missing(db: Queryable, ids: string[]): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      'SELECT id FROM unnest($1::uuid[]) AS wanted (id) WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = wanted.id)',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  async anyone(db: Queryable): Promise<boolean> {
    const [row] = await db.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM users) AS found');
    return row?.found ?? false;
  }

  /**
   * Locks who administers, so that of two changes at once one sees the other.
   * @returns ids of active people with the role `admin`
   */
  async lockAdmins(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT id FROM users WHERE active AND 'admin' = ANY(roles) ORDER BY id FOR UPDATE`,
    );
    return rows.map(({ id }) => id);
  }
}
