import type { Client } from 'pg';
import { STAGES } from './etapa.ts';

/** Records made by one statement. */
const BATCH = 100_000;
const DAYS = 365;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The rank that the server gives a card which enters its column at `time`: later times sort first. */
const rankAt = (time: string): string => {
  const rest = `(${62n ** 9n - 1n} - (extract(epoch FROM ${time}) * 1000000)::bigint)`;
  const digits = Array.from({ length: 9 }, (_, at) => {
    return `substr('${DIGITS}', (${rest} / ${62n ** BigInt(8 - at)} % 62)::int + 1, 1)`;
  });
  return `'R' || ${digits.join(' || ')}`;
};

/** Ways to each stage, itself last: five visits on average, some stages more than once. */
const WAYS: { [stage: string]: string[] } = {
  s1: ['s1', 's2', 's1'],
  s2: ['s1', 's2', 's1', 's2'],
  s3: ['s1', 's2', 's3', 's2', 's3'],
  s4: ['s1', 's2', 's3', 's2', 's3', 's4'],
  won: ['s1', 's2', 's3', 's2', 's3', 's4', 'won'],
  lost: ['s1', 's2', 's1', 's2', 'lost'],
};
const paths = STAGES.map((stage) => WAYS[stage]);

const MADE = `
CREATE TEMP TABLE made AS
SELECT uuidv7(t.created_at - now()) AS id, $1::bigint + i AS number, t.*, p.path, p.path[array_length(p.path, 1)] AS stage,
  t.created_at + (now() - t.created_at) * 0.9 AS entered,
  jsonb_build_object('title', 'Record ' || $1 + i, 'amount', (($1 + i) * 7919) % 100000,
    'city', (ARRAY['Helsinki', '東京', 'Київ', 'Lyon'])[i % 4 + 1],
    'note', 'Called on day ' || i % 365 || '; asked for an offer.') AS doc
FROM (
  SELECT i, now() - make_interval(secs => ($4::float8 - i - $5) / $4 * ${DAYS * 86_400}) AS created_at
  FROM generate_series(1, $2::int) AS i
) t, LATERAL (SELECT ARRAY(SELECT jsonb_array_elements_text($3::jsonb -> (hashint4(i) & 1023) % ${STAGES.length})) AS path) p`;

const RECORDS = `
INSERT INTO records (id, entity_type, number, funnel, stage, stage_entered_at, last_activity_at, closed_at, owner_id, title,
  doc, definition_version, rank, version, search, created_at, created_by, updated_at)
SELECT id, 'bench', number, 'main', stage, entered, entered, CASE WHEN stage IN ('won', 'lost') THEN entered END, $1,
  doc ->> 'title', doc, 1, ${rankAt('entered')}, array_length(path, 1),
  lower(concat_ws(E'\\n', doc ->> 'title', doc ->> 'city', doc ->> 'note', '#' || number)),
  created_at, $2::jsonb, entered
FROM made`;

/** Visits of equal length, the last one still open. */
const VISITS = `
INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, left_at, ordinal)
SELECT id, 'bench', 'main', v.stage, created_at + (entered - created_at) * (v.n - 1) / greatest(array_length(path, 1) - 1, 1),
  $1::jsonb, CASE WHEN v.n < array_length(path, 1)
    THEN created_at + (entered - created_at) * v.n / greatest(array_length(path, 1) - 1, 1) END, v.n
FROM made, unnest(path) WITH ORDINALITY AS v(stage, n)`;

const TOTALS = `
INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
SELECT 'bench', 'main', stage, count(*), jsonb_build_object('amount', sum((doc ->> 'amount')::numeric)::text)
FROM made GROUP BY stage`;

/** Owners were told of cards that had passed their norm: a server would otherwise be busy with telling them of a year. */
const WARNED = `
INSERT INTO norm_warnings (visit_id, at)
SELECT id, now() FROM stage_visits
WHERE entity_type = 'bench' AND left_at IS NULL AND stage LIKE 's%' AND entered_at < now() - interval '7 days'
ON CONFLICT DO NOTHING`;

/**
 * Brings the type to `records` records, as a year of work would have left them: stages, visits, places, totals and
 * numbers agree as if the server had written them. Only the log of events is left out.
 *
 * @param numbers sequence that numbers the type's records
 */
export async function generate(db: Client, records: number, ownerId: string, numbers: string): Promise<void> {
  const { rows } = await db.query<{ count: string; last: string }>(
    `SELECT count(*), coalesce(max(number), 0) AS last FROM records WHERE entity_type = 'bench'`,
  );
  const there = Number(rows[0]?.count ?? 0);
  let last = Number(rows[0]?.last ?? 0);
  const actor = JSON.stringify({ kind: 'user', id: ownerId });
  const indexes = await dropIndexes(db);
  // Foreign keys hold by construction.
  await db.query(`SET session_replication_role = replica`);
  for (let made = 0; made < records - there; made += BATCH) {
    const count = Math.min(BATCH, records - there - made);
    await db.query(MADE, [last, count, JSON.stringify(paths), records - there, made]);
    await db.query(RECORDS, [ownerId, actor]);
    await db.query(VISITS, [actor]);
    await db.query(TOTALS);
    await db.query('DROP TABLE made');
    last += count;
  }
  await db.query(`RESET session_replication_role`);
  await db.query('SELECT setval($1::text::regclass, $2)', [numbers, last]);
  await db.query(`SET maintenance_work_mem = '512MB'`);
  for (const index of indexes) await db.query(index);
  await db.query(WARNED);
  for (const table of ['records', 'stage_visits', 'norm_warnings', 'board_totals'])
    await db.query(`VACUUM (ANALYZE) ${table}`);
  await db.query('CHECKPOINT');
}

/** Indexes are built faster than kept up to date. @returns what makes them again */
async function dropIndexes(db: Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string; sql: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql FROM pg_index
     WHERE indrelid IN ('records'::regclass, 'stage_visits'::regclass) AND NOT indisunique`,
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ sql }) => sql);
}
