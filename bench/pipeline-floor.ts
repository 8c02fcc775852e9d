import { createPostgresBackend, Queue, runMigrations, setDefaultBackendFactory, Worker } from 'bullmq';
import pg from 'pg';
import { v7 } from 'uuid';

/**
 * The floor that rules are measured against: a bare outbox, relayed by a cursor to BullMQ in bulk, whose workers do one
 * statement for each event. No conditions, no formulas, no history. Environment: `DATABASE_URL`, and `REDIS_URL` for
 * Redis; prints a line when ready.
 */
const BATCH = 500;
const REST = 20;
const SCHEMA = 'bullmq_floor';

interface Event {
  seq: string;
  id: string;
  record_id: string;
  effect: 'task.create' | 'record.update';
}

/** Marked as done in the statement that does it, so that a repeated job does nothing. */
const DONE = 'WITH done AS (INSERT INTO bench_done (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING now())';
const EVENT = `INSERT INTO bench_events (id, at, entity_type, record_id, kind, data, actor, cause)`;

const EFFECTS = {
  'task.create': `${DONE},
    task AS (INSERT INTO tasks (id, title, status, record_id, entity_type, created_by, created_at)
      SELECT $3, 'Call', 'open', $2, 'bench', '{"kind": "rule"}', now() FROM done)
    ${EVENT} SELECT $4, now(), 'bench', $2, 'task.created', '{"title": "Call"}', '{"kind": "rule"}', '{}' FROM done`,
  'record.update': `${DONE},
    record AS (UPDATE records SET doc = doc || jsonb_build_object('city', $3::text), version = version + 1, updated_at = now()
      FROM done WHERE id = $2)
    ${EVENT} SELECT $4, now(), 'bench', $2, 'record.updated', '{"after": {}}', '{"kind": "rule"}', '{}' FROM done`,
};

const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
const connection = redisUrl
  ? { url: redisUrl, maxRetriesPerRequest: null }
  : { connectionString: databaseUrl, schema: SCHEMA, max: 3 };
if (!redisUrl) {
  setDefaultBackendFactory(createPostgresBackend);
  const client = await pool.connect();
  await runMigrations(client, SCHEMA);
  client.release();
}
const queue = new Queue('floor', { connection });
await queue.waitUntilReady();
const worker = new Worker<Event>(
  'floor',
  async ({ data: { id, record_id, effect } }) => {
    await pool.query({ name: effect, text: EFFECTS[effect], values: [id, record_id, v7(), v7()] });
  },
  { connection, concurrency: 20 },
);
await worker.waitUntilReady();

// What an earlier process has done is not done again, while Etapa is measured.
const { rows: done } = await pool.query<{ last: string | null }>('SELECT max(seq) AS last FROM bench_outbox');
let last = done[0]?.last ?? '0';
let going = true;
process.once('SIGTERM', () => {
  going = false;
});
console.log('ready');
while (going) {
  const { rows } = await pool.query<Event>({
    name: 'outbox',
    text: `SELECT seq, id, record_id, effect FROM bench_outbox WHERE seq > $1 ORDER BY seq LIMIT ${BATCH}`,
    values: [last],
  });
  if (rows.length > 0) {
    const opts = { removeOnComplete: true, removeOnFail: true, attempts: 1 };
    await queue.addBulk(rows.map((data) => ({ name: 'effect', data, opts: { ...opts, jobId: `event-${data.id}` } })));
    last = rows.at(-1)?.seq ?? last;
  } else await new Promise((done) => setTimeout(done, REST));
}
await worker.close();
await queue.close();
await pool.end();
