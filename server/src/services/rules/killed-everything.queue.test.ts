import pg from 'pg';
import { Fleet } from '../../testing/fleet.ts';
import { until } from '../../testing/until.ts';

const RECORDS = 700;
/** Of each record: made, moved, patched. */
const CALLS_PER_RECORD = 3;
/** Records worked on at once. */
const CLIENTS = 6;

const TYPE = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'made', label: 'Made', kind: 'integer' },
    { key: 'entered', label: 'Entered', kind: 'integer' },
    { key: 'followed', label: 'Followed', kind: 'integer' },
    { key: 'amount', label: 'Amount', kind: 'integer' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: [
        { key: 'a', name: 'A', group: 'open' },
        { key: 'b', name: 'B', group: 'open' },
      ],
    },
  ],
};

const increased = (field: string) => ({ [field]: `= if ${field} = null then 1 else ${field} + 1` });

const RULES = [
  {
    key: 'on-made',
    name: 'On made',
    enabled: true,
    trigger: { kind: 'record.created' },
    steps: [
      { id: 'u', kind: 'record.update', set: increased('made') },
      { id: 't', kind: 'task.create', title: 'Welcome {{ title }}' },
    ],
  },
  {
    key: 'on-b',
    name: 'On B',
    enabled: true,
    trigger: { kind: 'stage.entered', stages: ['b'] },
    steps: [
      { id: 'u', kind: 'record.update', set: increased('entered') },
      { id: 'n', kind: 'notify', to: '= actor.id', text: '{{ title }}' },
    ],
  },
  {
    key: 'on-entered',
    name: 'Set off by the rule before',
    enabled: true,
    trigger: { kind: 'record.updated', fields: ['entered'] },
    steps: [
      { id: 'u', kind: 'record.update', set: increased('followed') },
      { id: 't', kind: 'task.create', title: 'Follow {{ title }}' },
    ],
  },
];

/** The same order of deaths in every run, though not at the same moments. */
function* randoms(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

describe('rules while everything they run on is killed at random', () => {
  let fleet: Fleet;
  let client: pg.Pool;
  beforeAll(async () => {
    fleet = await Fleet.start();
    client = new pg.Pool({ connectionString: fleet.databaseUrl, max: 1 });
    client.on('error', () => undefined);
  }, 60_000);
  afterAll(async () => {
    await client?.end();
    await fleet?.stop();
  });

  it('perform each run once and each effect once', async () => {
    await fleet.call('POST', '/entity-types', TYPE, 'type');
    for (const rule of RULES) await fleet.call('POST', '/entity-types/job/rules', rule, rule.key);
    let driving = true;
    const kills: { [part: string]: number } = {};
    const chaos = (async () => {
      for (const random of randoms(7)) {
        if (!driving) return;
        const part = fleet.parts[Math.floor(random * 997) % fleet.parts.length] ?? 'worker';
        await fleet.kill(part);
        kills[part] = (kills[part] ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, 500 + random * 2_500));
      }
    })();
    const queue = Array.from({ length: RECORDS }, (_, index) => index);
    try {
      await Promise.all(Array.from({ length: CLIENTS }, () => drive(queue)));
      // Runs may still be under way: the last deaths are theirs.
      for (const part of fleet.parts) await fleet.kill(part);
    } finally {
      driving = false;
      await chaos;
    }
    expect(await fleet.replaceWorker()).not.toBeNull();
    await until(async () => (await state())?.open === 0 && (await state())?.runs === RECORDS * RULES.length, 120);
    for (const part of fleet.parts) expect(kills[part]).toBeGreaterThan(0);
    expect(await state()).toEqual({
      events: RECORDS * CALLS_PER_RECORD + RECORDS * 3,
      runs: RECORDS * RULES.length,
      open: 0,
      done: RECORDS * RULES.length,
      steps: RECORDS * 6,
      tasks: RECORDS * 2,
      wrong: 0,
      notified: RECORDS,
    });
  }, 420_000);

  async function drive(queue: number[]): Promise<void> {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const path = '/entity-types/job/records';
      const { id } = await fleet.call<{ id: string }>('POST', path, { doc: { title: `Job ${index}` } }, `c${index}`);
      await fleet.call('POST', `${path}/${id}/move`, { stage: 'b' }, `m${index}`);
      await fleet.call('PATCH', `${path}/${id}`, { doc: { amount: index } }, `p${index}`);
    }
  }

  /** Undefined while the database is away. */
  async function state(): Promise<{ [name: string]: number } | undefined> {
    const sql = `
      SELECT (SELECT count(*) FROM events WHERE kind LIKE 'record.%')::int AS events,
        (SELECT count(*) FROM rule_runs)::int AS runs,
        (SELECT count(*) FROM rule_runs WHERE status IN ('running', 'waiting'))::int AS open,
        (SELECT count(*) FROM rule_runs WHERE status = 'done')::int AS done,
        (SELECT count(*) FROM rule_steps WHERE status = 'done')::int AS steps,
        (SELECT count(*) FROM tasks)::int AS tasks,
        (SELECT count(*) FROM records WHERE (doc ->> 'made', doc ->> 'entered', doc ->> 'followed')
           IS DISTINCT FROM ('1', '1', '1'))::int AS wrong,
        (SELECT count(*) FROM notifications WHERE kind = 'rule')::int AS notified`;
    const { rows } = await client.query(sql).catch(() => ({ rows: [] }));
    return rows[0];
  }
});
