import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { Clock } from '../../config/clock.ts';
import { Config } from '../../config/config.ts';
import { Log } from '../../config/log.ts';
import { ConsumerLoop } from '../../log/consumer.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { RuleRelay } from './relay.ts';
import { RuleRunner } from './runner.ts';

const TYPE = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'flag', label: 'Flag', kind: 'text' },
  ],
};

const NOBODY = '00000000-0000-7000-8000-000000000000';

const RULE = {
  key: 'mark',
  name: 'Mark',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [
    { id: 'u', kind: 'record.update', set: { flag: 'seen' } },
    { id: 't', kind: 'task.create', title: 'Look' },
  ],
};

describe('a run', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 30_000);
  afterAll(() => app?.stop());

  const get = async (url: string) => (await app.inject({ url: `/api/v1${url}` })).json();
  const post = (url: string, body?: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });

  /** A record with a run that no worker has begun. */
  async function recordWithRun(): Promise<{ recordId: string; runId: string }> {
    const { id } = (await post('/entity-types/job/records', { doc: { title: 'One' } })).json();
    const loop = new ConsumerLoop(app.get(RuleRelay), app.database, app.get(Clock), app.get(Log));
    loop.start();
    const run = await until(async () => (await get(`/rule-runs?record=${id}`)).items[0] as RuleRun | undefined);
    await loop.stop();
    return { recordId: id, runId: run.id };
  }

  it('that is stopped while a worker has its step in hand stays so, and what the step did is undone', async () => {
    expect((await post('/entity-types', TYPE)).statusCode).toBe(201);
    expect((await post('/entity-types/job/rules', RULE)).statusCode).toBe(201);
    const job = await recordWithRun();
    let working: Promise<void> | undefined;
    await app.database.transaction(async (tx) => {
      // The step waits here for the record it writes.
      await tx.query('SELECT FROM records WHERE id = $1 FOR UPDATE', [job.recordId]);
      working = app.get(RuleRunner).runLane(job, new AbortController().signal);
      await until(async () => (await app.database.query('SELECT FROM pg_locks WHERE NOT granted')).length > 0);
      expect((await post(`/rule-runs/${job.runId}/cancel`)).json()).toMatchObject({ status: 'stopped' });
    });
    await working;
    expect(await get(`/rule-runs/${job.runId}`)).toMatchObject({ status: 'stopped', steps: [] });
    const record = await get(`/entity-types/job/records/${job.recordId}`);
    expect(record).toMatchObject({ version: 1, doc: { title: 'One' } });
    expect(record.doc).not.toHaveProperty('flag');
  });

  it('that is to tell somebody who does not exist says so, and is not tried again', async () => {
    const steps = [{ id: 'n', kind: 'notify', to: NOBODY, text: 'Look' }];
    const url = '/api/v1/entity-types/job/rules/mark';
    expect((await app.inject({ method: 'PUT', url, body: { ...RULE, steps } })).statusCode).toBe(200);
    const job = await recordWithRun();
    await app.get(RuleRunner).runLane(job, new AbortController().signal);
    const message = 'Somebody to tell does not exist. /to/0: There is no such person.';
    expect(await get(`/rule-runs/${job.runId}`)).toMatchObject({ status: 'failed', attempts: 1, error: { message } });
  });

  it('knows where in the browser its record is', async () => {
    const steps = [{ id: 'u', kind: 'record.update', set: { flag: '= record.url' } }];
    const url = '/api/v1/entity-types/job/rules/mark';
    expect((await app.inject({ method: 'PUT', url, body: { ...RULE, steps } })).statusCode).toBe(200);
    const job = await recordWithRun();
    await app.get(RuleRunner).runLane(job, new AbortController().signal);
    const { doc } = await get(`/entity-types/job/records/${job.recordId}`);
    expect(doc.flag).toBe(`${app.get(Config).baseUrl}/p/job/records/${job.recordId}`);
  });
});
