import { type TestApp, testApp } from '../../testing/app.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { ServerProcess } from '../../testing/server-process.ts';
import { until } from '../../testing/until.ts';

/** `ETAPA_TEST_CONVERSION_RECORDS` says more where there is time. */
const RECORDS = Number(process.env.ETAPA_TEST_CONVERSION_RECORDS ?? 3_000);
const KILLS = 2;
/** Records with a text that is no amount. */
const ODD = 12;

const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
  ],
};

const asMoney = {
  ...deal,
  fields: deal.fields.map((field) => (field.key === 'amount' ? { ...field, kind: 'money', currency: 'EUR' } : field)),
};

describe('a conversion whose worker is killed', () => {
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

  const call = (method: 'POST' | 'PUT', url: string, body: object) =>
    app.inject({ method, url: `/api/v1/entity-types${url}`, body });

  /** @param life how many workers came before: each sees the clock two minutes on, when the last one's lease is over */
  const startWorker = (life: number) => {
    const worker = ServerProcess.start({
      ETAPA_ROLE: 'worker',
      ETAPA_NOW_OFFSET: `PT${2 * life}M`,
      DATABASE_URL: app.databaseUrl,
      ...(queue.redisUrl ? { REDIS_URL: queue.redisUrl } : {}),
    });
    workers.push(worker);
    return worker;
  };

  it(
    'goes on where it was: every record converted once, every value there',
    async () => {
      await call('POST', '', deal);
      for (let from = 0; from < RECORDS; from += 20) {
        await Promise.all(
          Array.from({ length: 20 }, (_, index) => {
            const number = from + index;
            const amount = number % Math.ceil(RECORDS / ODD) === 0 ? `about ${number}` : `${number}`;
            return call('POST', '/deal/records', { doc: { title: `Deal ${number}`, amount } });
          }),
        );
      }
      await call('PUT', '/deal/draft', { revision: 0, definition: asMoney });
      const published = await call('POST', '/deal/publish', { onUnconvertible: 'setAside' });
      const job = async () => (await app.inject({ url: `/api/v1/jobs/${published.json().jobId}` })).json();
      let killedInTheMiddle = 0;
      for (let life = 0; life < KILLS; life++) {
        const before = (await job()).done;
        const worker = startWorker(life);
        await until(async () => (await job()).done > before, 60);
        await worker.end('SIGKILL');
        const { status, done } = await job();
        if (status === 'running' && done < RECORDS) killedInTheMiddle++;
      }
      expect(killedInTheMiddle).toBeGreaterThan(0);
      startWorker(KILLS);
      const ended = await until(
        async () => {
          const now = await job();
          return now.status === 'running' ? undefined : now;
        },
        60 + RECORDS / 100,
      );
      expect(ended).toMatchObject({
        status: 'done',
        done: RECORDS,
        failedCount: ODD,
        result: { converted: RECORDS, unchanged: 0, setAside: ODD },
      });
      const [counts] = await app.database.query(
        `SELECT count(*)::int AS records,
         count(*) FILTER (WHERE jsonb_typeof(doc -> 'amount') = 'number')::int AS amounts,
         count(set_aside)::int AS aside, count(*) FILTER (WHERE definition_version = 2 AND version = 2)::int AS once
       FROM records`,
      );
      expect(counts).toEqual({ records: RECORDS, amounts: RECORDS - ODD, aside: ODD, once: RECORDS });
      const [events] = await app.database.query(
        `SELECT count(*)::int AS events, count(DISTINCT record_id)::int AS records FROM events WHERE kind = 'record.converted'`,
      );
      expect(events).toEqual({ events: RECORDS, records: RECORDS });
    },
    180_000 + RECORDS * 20,
  );
});
