import type { Client } from 'pg';

/** Moves as many cards at once, in one transaction, as the server would have written it. */
const MOVE_MANY = `
WITH chosen AS (
  SELECT id, stage, stage_entered_at, version FROM records
  WHERE entity_type = 'bench' AND deleted_at IS NULL AND stage = ANY($4) LIMIT $1
),
moved AS (
  UPDATE records r SET stage = $2, stage_entered_at = now(), last_activity_at = now(), updated_at = now(),
    version = r.version + 1
  FROM chosen c WHERE r.id = c.id RETURNING r.id, r.version, r.doc
),
visits_left AS (UPDATE stage_visits v SET left_at = now() FROM chosen c WHERE v.record_id = c.id AND v.left_at IS NULL
  RETURNING v.record_id, v.ordinal),
visits AS (INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
  SELECT record_id, 'bench', 'main', $2, now(), $3::jsonb, ordinal + 1 FROM visits_left),
totals AS (INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
  SELECT 'bench', 'main', s.stage, sum(s.n), jsonb_build_object('amount', sum(s.n * (m.doc ->> 'amount')::numeric)::text)
  FROM moved m JOIN chosen c USING (id), LATERAL (VALUES (c.stage, -1), ($2, 1)) s(stage, n) GROUP BY s.stage)
INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
SELECT uuidv7(), now(), 'bench', m.id, m.version, 'record.moved',
  jsonb_build_object('from', jsonb_build_object('funnel', 'main', 'stage', c.stage),
    'to', jsonb_build_object('funnel', 'main', 'stage', $2),
    'seconds', extract(epoch FROM now() - c.stage_entered_at)),
  $3::jsonb, jsonb_build_object('correlation', uuidv7(), 'depth', 0)
FROM moved m JOIN chosen c USING (id)`;

/**
 * Moves cards from some stages to another, with everything that belongs to it.
 * @param moves `from` and `to` name stages; `count` cards at most; `by` is the id of a user
 * @returns how many were moved
 */
export async function moveMany(
  db: Client,
  { from, to, count, by }: { from: string[]; to: string; count: number; by: string },
): Promise<number> {
  const { rowCount } = await db.query(MOVE_MANY, [count, to, JSON.stringify({ kind: 'user', id: by }), from]);
  return rowCount ?? 0;
}
