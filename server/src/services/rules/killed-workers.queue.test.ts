import { type TestApp, testApp } from '../../testing/app.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { ServerProcess } from '../../testing/server-process.ts';
import { until } from '../../testing/until.ts';

const BATCH = 25;
const KILLS = 6;
const RECORDS = BATCH * KILLS;

const TYPE = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'count', label: 'Count', kind: 'integer' },
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

const RULE = {
  key: 'on-b',
  name: 'On B',
  enabled: true,
  trigger: { kind: 'stage.entered', stages: ['b'] },
  steps: [
    { id: 't', kind: 'task.create', title: 'Look at {{ title }}', assignee: '= record.owner' },
    { id: 'u', kind: 'record.update', set: { count: '= if count = null then 1 else count + 1' } },
    { id: 'n', kind: 'notify', to: '= record.owner', text: '{{ title }}' },
  ],
};

/** Milliseconds between the first effect a worker has and its death: spread, but the same in every run. */
const LIVES = [0, 35, 80, 15, 120, 55];

describe('workers killed between commit and effect', () => {
  let queue: QueueBackend;
  let app: TestApp;
  const workers: ServerProcess[] = [];
  beforeAll(async () => {
    queue = await queueBackend();
    app = await testApp({ redisUrl: queue.redisUrl, worker: false });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await app?.stop();
    await queue?.stop();
  });

  const post = (url: string, body: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const startWorker = () => {
    const worker = ServerProcess.start({
      ETAPA_ROLE: 'worker',
      DATABASE_URL: app.databaseUrl,
      ...(queue.redisUrl ? { REDIS_URL: queue.redisUrl } : {}),
    });
    workers.push(worker);
    return worker;
  };

  it('lose and double nothing', async () => {
    await post('/entity-types', TYPE);
    expect((await post('/entity-types/job/rules', RULE)).statusCode).toBe(201);
    let killedInTheMiddle = 0;
    for (const life of LIVES.slice(0, KILLS)) {
      await moveBatch();
      const before = await effects();
      const worker = startWorker();
      await until(async () => (await effects()).steps > before.steps, 60);
      await new Promise((resolve) => setTimeout(resolve, life));
      await worker.end('SIGKILL');
      if ((await effects()).done < (await moved())) killedInTheMiddle++;
    }
    expect(killedInTheMiddle).toBeGreaterThanOrEqual(KILLS / 2);
    startWorker();
    await until(async () => (await effects()).done === RECORDS, 120);
    expect(await effects()).toEqual({
      runs: RECORDS,
      done: RECORDS,
      steps: RECORDS * RULE.steps.length,
      tasks: RECORDS,
      counted: RECORDS,
      notified: RECORDS,
    });
    const [worst] = await app.database.query(
      'SELECT max(n) AS most FROM (SELECT count(*) AS n FROM tasks GROUP BY record_id) AS per_record',
    );
    expect(worst).toEqual({ most: 1 });
  }, 300_000);

  async function moveBatch() {
    for (let index = 0; index < BATCH; index++) {
      const { id } = (await post('/entity-types/job/records', { doc: { title: `Job ${index}` } })).json();
      expect((await post(`/entity-types/job/records/${id}/move`, { stage: 'b' })).statusCode).toBe(200);
    }
  }

  async function moved(): Promise<number> {
    const [row] = await app.database.query<{ n: number }>(`SELECT count(*) AS n FROM records WHERE stage = 'b'`);
    return row?.n ?? 0;
  }

  async function effects() {
    const [row] = await app.database.query<{ [name: string]: number }>(`
      SELECT (SELECT count(*) FROM rule_runs) AS runs, (SELECT count(*) FROM rule_runs WHERE status = 'done') AS done,
        (SELECT count(*) FROM rule_steps WHERE status = 'done') AS steps, (SELECT count(*) FROM tasks) AS tasks,
        (SELECT coalesce(sum((doc ->> 'count')::int), 0) FROM records) AS counted,
        (SELECT count(*) FROM notifications WHERE kind = 'rule') AS notified`);
    return row as { steps: number; done: number };
  }
});
