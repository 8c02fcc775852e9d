import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { ReportLetterEntity } from './entities/report-letter.ts';
import { ReportScheduleEntity } from './entities/report-schedule.ts';
import type { Transaction } from './transaction.ts';

export type ReportScheduleRow = ReportScheduleEntity;
/** Somebody whom a schedule is for. */
export interface Recipient {
  id: string;
  name: string;
  hasEmail: boolean;
}

export type ReportLetter = Pick<ReportLetterEntity, 'scheduleId' | 'occurrence' | 'userId'>;

/** When reports and dashboards are sent, and what is still to be sent. */
@Injectable()
export class ReportScheduleStore {
  /** Of one report or dashboard, or all there are, the oldest first. */
  list(db: Queryable, of: { reportId?: string; dashboardId?: string }): Promise<ReportScheduleRow[]> {
    return db.manager.find(ReportScheduleEntity, { where: of, order: { id: 'ASC' } });
  }

  find(db: Queryable, id: string): Promise<ReportScheduleRow | null> {
    return db.manager.findOneBy(ReportScheduleEntity, { id });
  }

  async save(db: Queryable, row: ReportScheduleRow): Promise<void> {
    await db.manager.upsert(ReportScheduleEntity, row, ['id']);
  }

  async remove(db: Queryable, id: string): Promise<void> {
    await db.manager.delete(ReportScheduleEntity, { id });
  }

  /** Those whose time has come, for this transaction alone. */
  takeDue(tx: Transaction, now: Date): Promise<ReportScheduleRow[]> {
    return tx.manager
      .createQueryBuilder(ReportScheduleEntity, 's')
      .where('NOT s.paused AND s.next_at <= :now', { now })
      .orderBy('s.next_at')
      .limit(100)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async isDue(db: Queryable, now: Date): Promise<boolean> {
    const [row] = await db.query<{ due: boolean }>(
      'SELECT EXISTS (SELECT FROM report_schedules WHERE NOT paused AND next_at <= $1) AS due',
      [now],
    );
    return row?.due ?? false;
  }

  /** People by id, also those who left, and everybody active with one of the roles; by name. */
  recipients(
    db: Queryable,
    { userIds, roles }: Pick<ReportScheduleRow, 'userIds' | 'roles'>,
    limit: number,
  ): Promise<Recipient[]> {
    return db.query(
      `SELECT id, name, email IS NOT NULL AS "hasEmail" FROM users
       WHERE id = ANY($1::uuid[]) OR (active AND roles && $2::text[])
       ORDER BY id = ANY($1::uuid[]) DESC, lower(name), id LIMIT $3`,
      [userIds, roles, limit],
    );
  }

  /** Owes an e-mail of an occurrence to people by id and to everybody with one of the roles, to each once. */
  async owe(db: Queryable, { id, userIds, roles }: ReportScheduleRow, occurrence: Date): Promise<void> {
    await db.query(
      `INSERT INTO report_letters (schedule_id, occurrence, user_id, attempts)
       SELECT $1, $2, u.id, 0 FROM users u
       WHERE u.active AND u.email IS NOT NULL AND (u.id = ANY($3::uuid[]) OR u.roles && $4::text[])
       ON CONFLICT DO NOTHING`,
      [id, occurrence, userIds, roles],
    );
  }

  async follow(db: Queryable, id: string, nextAt: Date | null): Promise<void> {
    await db.query('UPDATE report_schedules SET next_at = $2 WHERE id = $1', [id, nextAt]);
  }

  /** One that is owed and has not failed too often; undefined when there is none. */
  async next(db: Queryable, attempts: number): Promise<ReportLetter | undefined> {
    const [row] = await db.query<ReportLetter>(
      `UPDATE report_letters l SET attempts = attempts + 1 FROM (
         SELECT schedule_id, occurrence, user_id FROM report_letters WHERE attempts < $1
         ORDER BY attempts, occurrence, user_id LIMIT 1 FOR UPDATE SKIP LOCKED
       ) n WHERE l.schedule_id = n.schedule_id AND l.occurrence = n.occurrence AND l.user_id = n.user_id
       RETURNING l.schedule_id AS "scheduleId", l.occurrence, l.user_id AS "userId"`,
      [attempts],
    );
    return row;
  }

  async isOwed(db: Queryable, attempts: number): Promise<boolean> {
    const [row] = await db.query<{ owed: boolean }>(
      'SELECT EXISTS (SELECT FROM report_letters WHERE attempts < $1) AS owed',
      [attempts],
    );
    return row?.owed ?? false;
  }

  /** @returns whether it was still owed: who takes it away writes it */
  async settle(tx: Transaction, { scheduleId, occurrence, userId }: ReportLetter): Promise<boolean> {
    const rows = await tx.query(
      'DELETE FROM report_letters WHERE schedule_id = $1 AND occurrence = $2 AND user_id = $3 RETURNING user_id',
      [scheduleId, occurrence, userId],
    );
    return rows.length > 0;
  }
}
