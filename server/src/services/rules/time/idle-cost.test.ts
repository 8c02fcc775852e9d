import { RuleWorld } from '../../../testing/rule-world.ts';
import { DAY } from '../../../testing/simulated-clock.ts';
import { until } from '../../../testing/until.ts';
import { TimeRules } from './follow.ts';
import { TimeIndexes } from './indexes.ts';

const RECORDS = 30_000;
const RULES = 500;

const TRIGGERS = [
  { kind: 'stage.idle', stages: ['proposal'], for: 'P14D' },
  { kind: 'record.idle', for: 'P30D' },
  { kind: 'date.reached', field: 'closing', offset: '-P30D', at: '09:00' },
  { kind: 'date.reached', field: 'meeting', offset: '-PT1H' },
  { kind: 'schedule', cron: '0 9 * * 1' },
];

describe('rules that time sets off, while nothing is due', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start({ worker: false });
  }, 60_000);
  afterAll(() => world?.stop());

  it('read no record, however many there are, and write nothing', async () => {
    const { database } = world.app;
    const now = world.clock.now();
    // Everything is young, and every date far off or long past.
    await database.query(
      `INSERT INTO records (id, entity_type, number, funnel, stage, stage_entered_at, last_activity_at, title, doc,
         definition_version, rank, version, created_at, created_by, updated_at)
       SELECT gen_random_uuid(), 'deal', n, 'sales', 'proposal', $1, $1, 'Deal',
         jsonb_build_object('title', 'Deal', 'closing', to_char(date '2026-08-01' + n % 1000, 'YYYY-MM-DD'),
           'meeting', to_char(timestamp '2026-08-01' + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
         1, 'a', 1, $1, '{"kind": "system", "id": "x"}', $1 FROM generate_series(1, ${RECORDS}) n`,
      [now],
    );
    await database.query(
      `INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
       SELECT id, entity_type, funnel, stage, stage_entered_at, created_by, 1 FROM records`,
    );
    await database.query(
      `INSERT INTO rules (id, entity_type, key, version, enabled, definition, created_at, updated_at)
       SELECT gen_random_uuid(), 'deal', 'r' || n, 1, true, jsonb_build_object('key', 'r' || n, 'name', 'R', 'enabled', true,
         'trigger', $2::jsonb -> (n % 5), 'steps', '[{"id": "s", "kind": "stop"}]'::jsonb), $1, $1
       FROM generate_series(0, ${RULES - 1}) n`,
      [now, JSON.stringify(TRIGGERS)],
    );
    await database.query(
      `INSERT INTO rule_versions (rule_id, version, definition, created_at, created_by)
       SELECT id, 1, definition, created_at, '{"kind": "system", "id": "x"}' FROM rules`,
    );
    await world.app.get(TimeIndexes).bring();
    await database.query('ANALYZE records, stage_visits');
    world.clock.advance(DAY / 24);
    const follow = world.app.get(TimeRules);
    await follow.follow();
    await follow.follow();
    const before = await settled();
    for (let look = 0; look < 5; look++) await follow.follow();
    const after = await settled();
    expect(after.read - before.read).toBeLessThan(5 * RULES);
    expect(after.written).toBe(before.written);
    // One record more is due: exactly that one is found.
    await database.query(`UPDATE stage_visits SET entered_at = $1 WHERE id = (SELECT min(id) FROM stage_visits)`, [
      new Date(now.getTime() - 15 * DAY),
    ]);
    await follow.follow();
    const [runs] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM rule_runs');
    expect(runs?.count).toBe(RULES / TRIGGERS.length);
  }, 150_000);

  /** Rows of records and visits that have been read, and written, once PostgreSQL has counted them. */
  async function settled(): Promise<{ read: number; written: number }> {
    let last = '';
    return until(async () => {
      // A connection tells what it did within ten seconds of falling idle.
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      const [row] = await world.app.database.query<{ read: number; written: number }>(
        `SELECT sum(CASE WHEN relname IN ('records', 'stage_visits') THEN seq_tup_read + idx_tup_fetch END)::float8 AS read,
           sum(n_tup_ins + n_tup_upd)::float8 AS written FROM pg_stat_user_tables`,
      );
      const same = JSON.stringify(row) === last;
      last = JSON.stringify(row);
      return same && row;
    }, 60);
  }
});
