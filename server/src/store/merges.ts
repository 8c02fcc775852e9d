import type { Doc } from '@etapa/shared/fields/field';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** What hangs on records and goes with the one that is merged. */
const PARTS = ['tasks', 'comments', 'contacts', 'approvals', 'emails', 'files', 'notifications'] as const;

/** Ids of what was moved from one record to another, by table; of `follows` those of the people. */
export type MovedParts = { [Table in (typeof PARTS)[number] | 'follows']?: string[] };

/** Values of a record before and after a merge, by field; null for empty. */
export interface MergedRecord {
  entityType: string;
  id: string;
  before: Doc;
  after: Doc;
}

/** All that a merge did. */
export interface MergeDone {
  survivor: MergedRecord & {
    ownerBefore: string | null;
    ownerAfter: string | null;
    tagsBefore: string[];
    tagsAfter: string[];
  };
  /** Records that linked to the one that is no more. */
  relinked: MergedRecord[];
  moved: MovedParts;
}

export interface MergeRow {
  id: string;
  entityType: string;
  survivorId: string;
  lostId: string;
  lostNumber: number;
  lostTitle: string;
  done: MergeDone;
  mergedAt: Date;
  mergedBy: Actor;
  undoneAt: Date | null;
}

const COLUMNS = `m.id, m.entity_type AS "entityType", m.survivor_id AS "survivorId", m.lost_id AS "lostId",
  l.number AS "lostNumber", l.title AS "lostTitle", m.done, m.merged_at AS "mergedAt", m.merged_by AS "mergedBy",
  m.undone_at AS "undoneAt"`;

/** Records that became one, and what went with them. */
@Injectable()
export class MergeStore {
  /** Lets nobody else merge records of a type before this transaction ends: two must not go into each other. */
  async lock(db: Queryable, entityType: string): Promise<void> {
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 46))', [entityType]);
  }

  async insert(
    db: Queryable,
    merge: Pick<MergeRow, 'id' | 'entityType' | 'survivorId' | 'lostId' | 'done' | 'mergedAt' | 'mergedBy'>,
  ): Promise<void> {
    await db.query(
      `INSERT INTO record_merges (id, entity_type, survivor_id, lost_id, done, merged_at, merged_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        merge.id,
        merge.entityType,
        merge.survivorId,
        merge.lostId,
        JSON.stringify(merge.done),
        merge.mergedAt,
        JSON.stringify(merge.mergedBy),
      ],
    );
  }

  async find(db: Queryable, id: string): Promise<MergeRow | null> {
    const [row] = await db.query<MergeRow>(
      `SELECT ${COLUMNS} FROM record_merges m JOIN records l ON l.id = m.lost_id WHERE m.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** What went into a record and was not taken back, newest first. */
  into(db: Queryable, survivorId: string): Promise<MergeRow[]> {
    return db.query(
      `SELECT ${COLUMNS} FROM record_merges m JOIN records l ON l.id = m.lost_id
       WHERE m.survivor_id = $1 AND m.undone_at IS NULL ORDER BY m.id DESC LIMIT 100`,
      [survivorId],
    );
  }

  /** A record and all that went into it, also by way of others. */
  async whole(db: Queryable, id: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `WITH RECURSIVE whole AS (
         SELECT $1::uuid AS id
         UNION SELECT m.lost_id FROM record_merges m JOIN whole ON m.survivor_id = whole.id WHERE m.undone_at IS NULL
       ) SELECT id FROM whole`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** What a record went into in the end; null when it was not merged. */
  async survivorOf(db: Queryable, lostId: string): Promise<{ id: string; number: number } | null> {
    const [row] = await db.query<{ id: string; number: number }>(
      `WITH RECURSIVE way AS (
         SELECT survivor_id AS id, 1 AS step FROM record_merges WHERE lost_id = $1 AND undone_at IS NULL
         UNION ALL SELECT m.survivor_id, way.step + 1 FROM record_merges m JOIN way ON m.lost_id = way.id
           WHERE m.undone_at IS NULL AND way.step < 100
       ) SELECT r.id, r.number FROM way JOIN records r ON r.id = way.id ORDER BY way.step DESC LIMIT 1`,
      [lostId],
    );
    return row ?? null;
  }

  /** @returns whether nobody took it back before */
  async markUndone(db: Queryable, id: string, now: Date): Promise<boolean> {
    const rows = await db.query(
      'UPDATE record_merges SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL RETURNING id',
      [id, now],
    );
    return rows.length > 0;
  }

  /** Records of any type that link to one, those in the trash included. */
  linking(db: Queryable, id: string): Promise<{ id: string; entityType: string; version: number; doc: Doc }[]> {
    return db.query(
      `SELECT r.id, r.entity_type AS "entityType", r.version, r.doc FROM records r
       WHERE r.id IN (SELECT from_id FROM record_links WHERE to_id = $1) ORDER BY r.entity_type, r.id`,
      [id],
    );
  }

  /** Moves all that hangs on a record to another. */
  async move(db: Queryable, from: string, to: string): Promise<MovedParts> {
    const moved: MovedParts = {};
    for (const table of PARTS) {
      const rows = await db.query<{ id: string }>(
        `UPDATE ${table} SET record_id = $2 WHERE record_id = $1 RETURNING id`,
        [from, to],
      );
      if (rows.length > 0) moved[table] = rows.map(({ id }) => id);
    }
    const follows = await db.query<{ id: string }>(
      `INSERT INTO follows (user_id, record_id, following, since)
       SELECT user_id, $2, following, since FROM follows WHERE record_id = $1
       ON CONFLICT DO NOTHING RETURNING user_id AS id`,
      [from, to],
    );
    if (follows.length > 0) moved.follows = follows.map(({ id }) => id);
    return moved;
  }

  /** Moves back what `move` moved, where it still is. */
  async moveBack(db: Queryable, moved: MovedParts, from: string, to: string): Promise<void> {
    for (const table of PARTS) {
      const ids = moved[table];
      if (!ids) continue;
      await db.query(`UPDATE ${table} SET record_id = $2 WHERE record_id = $1 AND id = ANY($3::uuid[])`, [
        from,
        to,
        ids,
      ]);
    }
    if (!moved.follows) return;
    await db.query('DELETE FROM follows WHERE record_id = $1 AND user_id = ANY($2::uuid[])', [from, moved.follows]);
  }
}
