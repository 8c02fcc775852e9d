import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Etapa } from './etapa.ts';
import { moveMany } from './moves.ts';

/** Stages that one rule each waits for, and what it does. */
export const RULES = [
  { stage: 's3', effect: 'task.create', step: { id: 's', kind: 'task.create', title: 'Call: {{ title }}' } },
  { stage: 's4', effect: 'record.update', step: { id: 's', kind: 'record.update', set: { city: 'Lyon' } } },
] as const;
export type BenchRule = (typeof RULES)[number];

const PATIENCE = 300_000;
/** Moves per second while the time to an effect is measured: far from what would keep anyone busy. */
const CALM = 20;

const keyOf = ({ effect }: Pick<BenchRule, 'effect'>): string => effect.replace('.', '-');

export async function makeRules(etapa: Etapa): Promise<void> {
  for (const { stage, effect, step } of RULES) {
    await etapa.post('/entity-types/bench/rules', {
      key: keyOf({ effect }),
      name: effect,
      enabled: true,
      trigger: { kind: 'stage.entered', stages: [stage] },
      steps: [step],
    });
  }
}

/** @returns events per second from the commit of all to the last effect */
export async function etapaBurst(db: Client, rule: BenchRule, events: number, userId: string): Promise<number> {
  const found = await db.query<{ id: string; before: string | null }>(
    `SELECT id, coalesce((SELECT id FROM rule_runs ORDER BY id DESC LIMIT 1), '00000000-0000-0000-0000-000000000000') AS before
     FROM rules WHERE key = $1`,
    [keyOf(rule)],
  );
  const { id, before } = found.rows[0] ?? {};
  await moveMany(db, { from: ['s1', 's2'], to: rule.stage, count: events, by: userId });
  const committed = Date.now();
  const ended = await until(async () => {
    const { rows } = await db.query<{ done: string; failed: string; last: Date }>(
      `SELECT count(*) FILTER (WHERE status = 'done') AS done,
         count(*) FILTER (WHERE status NOT IN ('done', 'running')) AS failed, max(finished_at) AS last
       FROM rule_runs WHERE rule_id = $1 AND id > $2`,
      [id, before],
    );
    if (Number(rows[0]?.failed) > 0) throw new Error('A run of a rule failed.');
    return Number(rows[0]?.done) >= events ? rows[0]?.last : undefined;
  });
  return (events * 1000) / (ended.getTime() - committed);
}

/** What the bare pipeline works on. */
export const FLOOR_TABLES = `
  CREATE TABLE bench_events (LIKE events INCLUDING ALL);
  CREATE TABLE bench_outbox (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL, record_id uuid NOT NULL,
    effect text NOT NULL);
  CREATE TABLE bench_done (event_id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())`;

/** @returns events per second from the commit of all to the last effect */
export async function floorBurst(db: Client, { effect }: BenchRule, events: number): Promise<number> {
  await db.query('TRUNCATE bench_done');
  await db.query(
    `INSERT INTO bench_outbox (id, record_id, effect) SELECT uuidv7(), id, $2 FROM records
     WHERE entity_type = 'bench' AND deleted_at IS NULL LIMIT $1`,
    [events, effect],
  );
  const committed = Date.now();
  const ended = await until(async () => {
    const { rows } = await db.query<{ done: string; last: Date }>(
      'SELECT count(*) AS done, max(at) AS last FROM bench_done',
    );
    return Number(rows[0]?.done) >= events ? rows[0]?.last : undefined;
  });
  return (events * 1000) / (ended.getTime() - committed);
}

/**
 * Milliseconds from a write to its effect, neither commit included, at the 95th percentile while there is little to do.
 * @param seconds how long cards are moved
 */
export async function calmLatency(
  db: Client,
  etapa: Etapa,
  rule: BenchRule,
  ids: string[],
  seconds: number,
): Promise<number> {
  const from = new Date();
  let moved = 0;
  for (const id of ids.slice(0, seconds * CALM)) {
    await etapa.post(`/entity-types/bench/records/${id}/move`, { stage: rule.stage });
    moved += 1;
    await sleep(Math.max(0, from.getTime() + (moved * 1000) / CALM - Date.now()));
  }
  await sleep(1000);
  const { rows } = await db.query<{ p95: number; runs: string }>(
    `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM r.finished_at - e.at) * 1000) AS p95,
       count(r.finished_at) AS runs
     FROM rule_runs r JOIN events e ON e.seq = r.event_seq WHERE r.created_at >= $1`,
    [from],
  );
  if (Number(rows[0]?.runs) === 0) throw new Error('No rule fired.');
  return Number(rows[0]?.p95);
}

/** Waits until every consumer has read the log. */
export async function untilIdle(db: Client): Promise<void> {
  await until(async () => {
    const { rows } = await db.query<{ behind: boolean }>(
      `SELECT EXISTS (SELECT FROM rule_runs WHERE status = 'running') OR EXISTS (
         SELECT FROM cursors c, LATERAL (SELECT xid, seq FROM events ORDER BY xid DESC, seq DESC LIMIT 1) e
         WHERE (e.xid, e.seq) > (c.xid, c.seq)) AS behind`,
    );
    return rows[0]?.behind ? undefined : true;
  });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error('It did not end within five minutes.');
}
