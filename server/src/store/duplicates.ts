import type { DuplicateKey } from '@etapa/shared/duplicates/keys';
import type { Actor, RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { bind, type Where } from './where.ts';

/** Records looked at for one key: what everything shares says nothing. */
const MOST = 300;

/** Records that share a key. */
export interface KeyGroup {
  sort: string;
  key: string;
  records: RecordState[];
}

/** Finds records that may be one by the keys kept with them. */
@Injectable()
export class DuplicateStore {
  /**
   * Live records that share one of the keys, oldest first.
   * @param where what the reader may see; null for everything
   * @param each records looked at for one key at most; absent for as many as say anything
   */
  async sharing(
    db: Queryable,
    entityType: string,
    keys: readonly Pick<DuplicateKey, 'sort' | 'key'>[],
    { where, except, limit, each }: { where: Where | null; except: string | null; limit: number; each?: number },
  ): Promise<RecordState[]> {
    const params: unknown[] = [entityType, JSON.stringify(keys), except];
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.id IN (
           SELECT k.record_id FROM jsonb_to_recordset($2::jsonb) AS w(sort text, key text), LATERAL (
             SELECT d.record_id FROM duplicate_keys d
             WHERE d.entity_type = $1 AND d.sort = w.sort AND d.key = w.key LIMIT ${Math.min(each ?? MOST, MOST)}
           ) k
         )
         AND r.deleted_at IS NULL AND r.id IS DISTINCT FROM $3::uuid
         AND NOT EXISTS (SELECT FROM duplicate_verdicts v
           WHERE v.one_id = least(r.id, $3::uuid) AND v.other_id = greatest(r.id, $3::uuid))
         ${where ? `AND (${where(params)})` : ''}
       ORDER BY r.created_at, r.id LIMIT ${bind(params, limit)}`,
      params,
    );
    return rows.map(toRecord);
  }

  /** Groups of two and more live records with the same key that the reader may see, in the order of the keys. */
  async groups(
    db: Queryable,
    entityType: string,
    where: Where | null,
    { limit, after }: PageRequest,
  ): Promise<Page<KeyGroup>> {
    const params: unknown[] = [entityType, after?.[0] ?? null, after?.[1] ?? null];
    const seen = where ? `AND (${where(params)})` : '';
    const keys = await db.query<{ sort: string; key: string; ids: string[] }>(
      `SELECT shared.sort, shared.key, live.ids FROM (
         SELECT sort, key FROM duplicate_keys
         WHERE entity_type = $1 AND ($2::text IS NULL OR (sort, key) > ($2, $3::text))
         GROUP BY sort, key HAVING count(*) > 1 ORDER BY sort, key
       ) AS shared, LATERAL (
         SELECT array_agg(found.id ORDER BY found.created_at, found.id) AS ids FROM (
           SELECT DISTINCT r.id, r.created_at FROM duplicate_keys k JOIN records r ON r.id = k.record_id
           WHERE k.entity_type = $1 AND k.sort = shared.sort AND k.key = shared.key AND r.deleted_at IS NULL ${seen}
           LIMIT ${MOST}
         ) AS found
       ) AS live
       WHERE cardinality(live.ids) > 1 ORDER BY shared.sort, shared.key LIMIT ${bind(params, limit + 1)}`,
      params,
    );
    const ids = [...new Set(keys.flatMap((each) => each.ids))];
    const rows = await db.query<RecordRow>(`SELECT ${RECORD_COLUMNS} FROM records r WHERE r.id = ANY($1::uuid[])`, [
      ids,
    ]);
    const records = new Map(rows.map((row) => [row.id, toRecord(row)]));
    return cutPage(
      keys,
      limit,
      ({ sort, key }) => [sort, key],
      ({ sort, key, ids: own }) => ({ sort, key, records: own.flatMap((id) => records.get(id) ?? []) }),
    );
  }

  /** Pairs of these records, smaller id first, that somebody said are different things. */
  async differing(db: Queryable, ids: string[]): Promise<ReadonlySet<string>> {
    const rows = await db.query<{ pair: string }>(
      `SELECT one_id || ' ' || other_id AS pair FROM duplicate_verdicts
       WHERE one_id = ANY($1::uuid[]) AND other_id = ANY($1::uuid[])`,
      [ids],
    );
    return new Set(rows.map(({ pair }) => pair));
  }

  /** Remembers of each two of the records whether they are different things. */
  async decide(
    db: Queryable,
    ids: string[],
    { different, actor, now }: { different: boolean; actor: Actor; now: Date },
  ): Promise<void> {
    if (different) {
      await db.query(
        `INSERT INTO duplicate_verdicts (one_id, other_id, decided_at, decided_by)
         SELECT one, other, $2, $3 FROM unnest($1::uuid[]) AS one, unnest($1::uuid[]) AS other WHERE one < other
         ON CONFLICT DO NOTHING`,
        [ids, now, JSON.stringify(actor)],
      );
      return;
    }
    await db.query('DELETE FROM duplicate_verdicts WHERE one_id = ANY($1::uuid[]) AND other_id = ANY($1::uuid[])', [
      ids,
    ]);
  }
}
