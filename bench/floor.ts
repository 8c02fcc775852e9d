import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { v7 } from 'uuid';

/**
 * The floor that Etapa is measured against: a bare HTTP server that does the same SQL by hand on the same tables,
 * with no checks, no access rules and no answers beyond the rows. Its events go to a table of the same kind that nobody
 * reads. Environment: `DATABASE_URL`, `FLOOR_OWNER`, `FLOOR_NUMBERS`; prints its port.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const owner = process.env.FLOOR_OWNER;
const actor = JSON.stringify({ kind: 'user', id: owner });

const CREATE = `
WITH written AS (
  INSERT INTO records (id, entity_type, number, funnel, stage, stage_entered_at, last_activity_at, owner_id, title, doc,
    definition_version, rank, version, search, created_at, created_by, updated_at)
  VALUES ($1, 'bench', nextval($2::text::regclass), 'main', $3, now(), now(), $4, $5, $6, 1, $7, 1, $10, now(), $8, now())
  RETURNING id, number
),
visits AS (INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
  SELECT id, 'bench', 'main', $3, now(), $8, 1 FROM written),
totals AS (INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
  SELECT 'bench', 'main', $3, 1, jsonb_build_object('amount', $6::jsonb -> 'amount') FROM written),
events AS (INSERT INTO bench_events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
  SELECT $9, now(), 'bench', id, 1, 'record.created', jsonb_build_object('after', $6::jsonb), $8, '{}' FROM written)
SELECT id, number FROM written`;

const MOVE = `
WITH written AS (
  UPDATE records SET stage = $2, stage_entered_at = now(), last_activity_at = now(), updated_at = now(),
    version = version + 1, rank = $5
  WHERE id = $1 RETURNING id, version, doc
),
visits_left AS (UPDATE stage_visits v SET left_at = now() FROM written w WHERE v.record_id = w.id AND v.left_at IS NULL
  RETURNING ordinal, v.stage),
visits AS (INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
  SELECT w.id, 'bench', 'main', $2, now(), $3, l.ordinal + 1 FROM written w, visits_left l),
totals AS (INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
  SELECT 'bench', 'main', t.stage, t.n, jsonb_build_object('amount', t.n * (w.doc ->> 'amount')::numeric)
  FROM written w, visits_left l, LATERAL (VALUES (l.stage, -1), ($2, 1)) t(stage, n)),
events AS (INSERT INTO bench_events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
  SELECT $4, now(), 'bench', id, version, 'record.moved', jsonb_build_object('to', $2), $3, '{}' FROM written)
SELECT * FROM records WHERE id = $1`;

/** The expression that the type's own index has. */
const AMOUNT = `CASE jsonb_typeof(doc -> 'amount') WHEN 'number' THEN (doc -> 'amount')::numeric END`;

const page = (where: string, order: string): string => `
SELECT jsonb_agg(p) AS items FROM (
  SELECT id, number, stage, title, doc, version, created_at FROM records
  WHERE entity_type = 'bench' AND deleted_at IS NULL ${where}
  ORDER BY ${order} LIMIT 50) p`;

const PAGES: { [sort: string]: string } = {
  created: page(`AND ${AMOUNT} >= $1`, 'created_at DESC, id DESC'),
  amount: page(`AND ${AMOUNT} >= $1`, `${AMOUNT}, id`),
  '-amount': page('', `${AMOUNT} DESC NULLS LAST, id DESC`),
};

const BOARD = `
SELECT jsonb_agg(c) AS columns FROM (
  SELECT s.stage, t.count, t.sums, (
    SELECT jsonb_agg(p) FROM (
      SELECT id, number, stage, title, doc, version FROM records
      WHERE entity_type = 'bench' AND funnel = 'main' AND stage = s.stage AND deleted_at IS NULL
      ORDER BY rank, id LIMIT 50) p) AS items
  FROM unnest($1::text[]) AS s(stage) LEFT JOIN LATERAL (
    SELECT sum(count) AS count, sum((sums ->> 'amount')::numeric) AS sums FROM board_totals
    WHERE entity_type = 'bench' AND funnel = 'main' AND stage = s.stage) t ON true) c`;

async function bodyOf(request: IncomingMessage): Promise<{ [key: string]: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** A rank of the width that Etapa's have, without asking for neighbours. */
const rank = () => `a${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://floor');
  switch (url.pathname) {
    case '/create': {
      const { doc, stage } = await bodyOf(request);
      const { title, city, note } = doc as { title: string; city: string; note: string };
      const search = `${title}\n${city}\n${note}`.toLowerCase();
      const numbers = process.env.FLOOR_NUMBERS;
      const params = [v7(), numbers, stage, owner, title, JSON.stringify(doc), rank(), actor, v7(), search];
      return (await pool.query({ name: 'create', text: CREATE, values: params })).rows[0];
    }
    case '/move': {
      const { id, stage } = await bodyOf(request);
      return (await pool.query({ name: 'move', text: MOVE, values: [id, stage, actor, v7(), rank()] })).rows[0];
    }
    case '/page': {
      const sort = url.searchParams.get('sort') ?? 'created';
      const least = url.searchParams.get('min');
      // Not prepared: a plan for every least amount alike would be the wrong one for most.
      return (await pool.query(PAGES[sort] ?? '', least === null ? [] : [least])).rows[0];
    }
    case '/board':
      return (
        await pool.query({ name: 'board', text: BOARD, values: [(url.searchParams.get('stages') ?? '').split(',')] })
      ).rows[0];
    default:
      throw new Error(`no ${url.pathname}`);
  }
}

const server = createServer((request, response) => {
  answer(request).then(
    (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
    (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : 0);
});
