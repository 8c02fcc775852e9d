import { Worker } from '../../jobs/worker.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { LiveConversion } from '../../testing/live-conversion.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { ServerProcess } from '../../testing/server-process.ts';
import { until } from '../../testing/until.ts';

/** `ETAPA_TEST_CONVERSION_RECORDS` says more where there is time. */
const RECORDS = Number(process.env.ETAPA_TEST_CONVERSION_RECORDS ?? 4_000);
/** How far the conversion is when its worker is killed. */
const KILLED_AT = [0.1, 0.4];
/** Longest that anybody waits for an answer meanwhile, in milliseconds: more would be downtime. */
const PATIENCE = 10_000;
const TIME = 180_000 + RECORDS * 30;

describe('a conversion whose worker is killed while people work', () => {
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
    'goes on where it was: no write lost, every record converted once, every value there',
    async () => {
      const live = new LiveConversion(app, RECORDS);
      const own = app.get(Worker);
      await own.start();
      await live.fill();
      await own.stop();
      await live.draft();
      const jobId = await live.publish();
      const began = performance.now();
      live.begin();
      let killedInTheMiddle = 0;
      for (const [life, part] of KILLED_AT.entries()) {
        const worker = startWorker(life);
        await until(async () => (await live.job(jobId)).done > RECORDS * part, TIME / 1_000);
        await worker.end('SIGKILL');
        const { status, done } = await live.job(jobId);
        if (status === 'running' && done < RECORDS) killedInTheMiddle++;
      }
      startWorker(KILLED_AT.length);
      const job = await live.ended(jobId, TIME / 1_000);
      const took = performance.now() - began;
      await live.end();
      if (process.env.ETAPA_TEST_CONVERSION_RECORDS) live.tell(took);
      expect(killedInTheMiddle).toBeGreaterThan(0);
      expect(job).toMatchObject({ status: 'done', done: job.total });
      expect(Math.max(...live.waits.slice(-100_000), ...live.looks.slice(-100_000))).toBeLessThan(PATIENCE);
      expect(live.last.size).toBeGreaterThan(50);
      await live.account();
    },
    TIME,
  );
});
