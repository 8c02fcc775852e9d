import type { Job } from '@etapa/shared/api/jobs';
import { type TestApp, testApp } from '../../testing/app.ts';
import { type QueueBackend, queueBackend } from '../../testing/queue-backend.ts';
import { ServerProcess } from '../../testing/server-process.ts';
import { until } from '../../testing/until.ts';

const ROWS = 4_000;
/** How far a job is when its worker is killed. */
const KILLED_AT = 0.2;
const TIME = 180_000;

const company = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'code', label: 'Code', kind: 'autonumber', format: 'C-{0000}' },
  ],
};

describe('an import whose worker is killed', () => {
  let queue: QueueBackend;
  let app: TestApp;
  const workers: ServerProcess[] = [];
  beforeAll(async () => {
    queue = await queueBackend();
    app = await testApp({ redisUrl: queue.redisUrl, worker: false });
    await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: company });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await app?.stop();
    await queue?.stop();
  });

  /** Each sees the clock two minutes on, when the last one's lease is over. */
  const startWorker = () => {
    const worker = ServerProcess.start({
      ETAPA_ROLE: 'worker',
      ETAPA_NOW_OFFSET: `PT${2 * workers.length}M`,
      DATABASE_URL: app.databaseUrl,
      ...(queue.redisUrl ? { REDIS_URL: queue.redisUrl } : {}),
    });
    workers.push(worker);
    return worker;
  };
  const jobOf = async (id: string) => (await app.inject({ url: `/api/v1/jobs/${id}` })).json() as Job;
  const live = (): Promise<{ name: string; code: string }[]> =>
    app.database.query(
      `SELECT doc->>'name' AS name, doc->>'code' AS code FROM records
        WHERE entity_type = 'company' AND deleted_at IS NULL ORDER BY number`,
    );

  /** @returns the job when its worker had been killed, and at its end */
  const survived = async (id: string): Promise<{ killed: Job; job: Job }> => {
    const worker = startWorker();
    await until(async () => (await jobOf(id)).done > ROWS * KILLED_AT, TIME / 1_000);
    await worker.end('SIGKILL');
    const killed = await jobOf(id);
    const last = startWorker();
    await until(async () => !['queued', 'running'].includes((await jobOf(id)).status), TIME / 1_000);
    await last.end('SIGKILL');
    return { killed, job: await jobOf(id) };
  };

  it(
    'goes on where it was, nothing twice and nothing lost, and so does taking it back',
    async () => {
      const names = Array.from({ length: ROWS }, (_, index) => `Company ${index}`);
      const form = new FormData();
      form.append('mapping', JSON.stringify({ columns: { name: { field: 'name' } } }));
      form.append('file', new Blob([`name\n${names.join('\n')}\n`]), 'companies.csv');
      const url = `${app.address}/api/v1/entity-types/company/imports`;
      const sent = await fetch(url, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${app.admin.token}` },
      });
      const { jobId } = (await sent.json()) as { jobId: string };

      const brought = await survived(jobId);
      expect(brought.killed.status).toBe('running');
      expect(brought.job).toMatchObject({ status: 'done', done: ROWS, failedCount: 0, result: { created: ROWS } });
      const kept = await live();
      expect(kept.map(({ name }) => name)).toEqual(names);
      expect(new Set(kept.map(({ code }) => code)).size).toBe(ROWS);

      const back = await app.inject({ method: 'POST', url: `/api/v1/jobs/${jobId}/undo`, body: {} });
      const undone = await survived(back.json().jobId);
      expect(undone.killed.status).toBe('running');
      expect(undone.job).toMatchObject({ status: 'done', done: ROWS, failedCount: 0, result: { changed: ROWS } });
      expect(await live()).toEqual([]);
    },
    TIME,
  );
});
