import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { Fleet } from '../../testing/fleet.ts';
import { until } from '../../testing/until.ts';

const RECORDS = 670;
/** Of each record: made, moved, patched. */
const CALLS_PER_RECORD = 3;
/** About how many calls there are from one death to the next. */
const CALLS_PER_DEATH = 60;
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

/** @param address of another system, which rules call */
const rules = (address: string) => [
  {
    key: 'on-made',
    name: 'On made',
    enabled: true,
    trigger: { kind: 'record.created' },
    steps: [
      { id: 'u', kind: 'record.update', set: increased('made') },
      { id: 'h', kind: 'http.request', method: 'POST', url: address, body: { title: '{{ title }}' } },
      { id: 't', kind: 'task.create', title: 'Welcome {{ title }}: {{ steps.h.status }}' },
    ],
  },
  {
    key: 'on-b',
    name: 'On B',
    enabled: true,
    trigger: { kind: 'stage.entered', stages: ['b'] },
    steps: [
      { id: 'u', kind: 'record.update', set: increased('entered') },
      { id: 'w', kind: 'wait', for: 'PT3S' },
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
const RULE_COUNT = 3;

describe('rules while everything they run on is killed at random', () => {
  let fleet: Fleet;
  let client: pg.Pool;
  let other: Server;
  /** Calls of the clients that had their answer. */
  let answered = 0;
  /** How often each key came. */
  const calls = new Map<string, number>();
  beforeAll(async () => {
    other = createServer((request, response) => {
      const key = String(request.headers['idempotency-key']);
      calls.set(key, (calls.get(key) ?? 0) + 1);
      request.resume().once('end', () => response.writeHead(200).end('{}'));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    fleet = await Fleet.start({ ETAPA_HTTP_ALLOW: '127.0.0.1' });
    client = new pg.Pool({ connectionString: fleet.databaseUrl, max: 1 });
    client.on('error', () => undefined);
  }, 60_000);
  afterAll(async () => {
    await client?.end();
    await fleet?.stop();
    other?.close();
  });

  it('perform each run once and each effect once', async () => {
    await fleet.call('POST', '/entity-types', TYPE, 'type');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : '';
    for (const rule of rules(`http://127.0.0.1:${port}/hook`))
      await fleet.call('POST', '/entity-types/job/rules', rule, rule.key);
    let driving = true;
    let deaths = 0;
    answered = 0;
    const chaos = (async () => {
      // Each in turn, at moments that differ, so that every part dies in the middle of everything.
      // However quick the rules are: each dies twice at least.
      const least = 2 * (fleet.parts.length + 1);
      for (let turn = 0; driving || deaths < least; turn += 1) {
        const part = [...fleet.parts, 'deploy' as const][turn % (fleet.parts.length + 1)];
        if (part === 'deploy' || part === undefined) await fleet.replaceWorker();
        else await fleet.kill(part);
        deaths += 1;
        // By what was done and not by the clock: a slow machine sees as many deaths as a fast one.
        const enough = answered + CALLS_PER_DEATH * (0.5 + Math.random());
        while (driving && answered < enough) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const queue = Array.from({ length: RECORDS }, (_, index) => index);
    try {
      await Promise.all(Array.from({ length: CLIENTS }, () => drive(queue)));
    } finally {
      driving = false;
      await chaos;
    }
    // Runs may still be under way: the last deaths are theirs.
    for (const part of fleet.parts) await fleet.kill(part);
    await until(async () => (await state())?.open === 0 && (await state())?.runs === RECORDS * RULE_COUNT, 120);
    expect(deaths).toBeGreaterThanOrEqual(2 * (fleet.parts.length + 1));
    expect(calls.size).toBe(RECORDS);
    expect(await state()).toEqual({
      events: RECORDS * CALLS_PER_RECORD + RECORDS * 3,
      told: RECORDS,
      runs: RECORDS * RULE_COUNT,
      open: 0,
      done: RECORDS * RULE_COUNT,
      steps: RECORDS * 8,
      tasks: RECORDS * 2,
      wrong: 0,
      notified: RECORDS,
    });
  }, 560_000);

  async function drive(queue: number[]): Promise<void> {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const path = '/entity-types/job/records';
      const { id } = await fleet.call<{ id: string }>('POST', path, { doc: { title: `Job ${index}` } }, `c${index}`);
      answered += 1;
      await fleet.call('POST', `${path}/${id}/move`, { stage: 'b' }, `m${index}`);
      answered += 1;
      await fleet.call('PATCH', `${path}/${id}`, { doc: { amount: index } }, `p${index}`);
      answered += 1;
    }
  }

  /** Undefined while the database is away. */
  async function state(): Promise<{ [name: string]: number } | undefined> {
    const sql = `
      SELECT (SELECT count(*) FROM events WHERE kind LIKE 'record.%')::int AS events,
        (SELECT count(*) FROM events WHERE kind = 'request.answered')::int AS told,
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
