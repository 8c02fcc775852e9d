import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import { ConsumerLoop } from '../../log/consumer.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';
import { RuleRelay } from './relay.ts';
import { RuleRunner } from './runner.ts';

const STAGES = [
  { key: 'new', name: 'New', group: 'open' },
  { key: 'work', name: 'Work', group: 'open' },
  { key: 'won', name: 'Won', group: 'won' },
  { key: 'lost', name: 'Lost', group: 'lost' },
];

const TYPE = {
  key: 'job',
  name: 'Job',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'integer' },
    { key: 'share', label: 'Share', kind: 'integer', min: 0, max: 10 },
  ],
  funnels: [{ key: 'main', name: 'Main', stages: STAGES }],
};

const RULE = {
  key: 'all',
  name: 'All',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [
    { id: 'u', kind: 'record.update', set: { share: '= amount' } },
    { id: 'g', kind: 'tag.add', tags: ['seen'] },
    {
      id: 'b',
      kind: 'branch',
      when: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 4 }] },
      then: [{ id: 'm', kind: 'record.move', stage: 'work' }],
      else: [{ id: 't', kind: 'task.create', title: 'Look at {{ title }}' }],
    },
  ],
};

describe('runs of several records', () => {
  let app: TestApp;
  const records: string[] = [];
  const jobs: { recordId: string; runId: string }[] = [];
  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await post('/entity-types', TYPE)).json()).toMatchObject({ key: 'job' });
    expect((await post('/entity-types/job/rules', RULE)).statusCode).toBe(201);
    for (const amount of [3, 5, 11]) {
      records.push((await post('/entity-types/job/records', { doc: { title: `Job ${amount}`, amount } })).json().id);
    }
    const loop = new ConsumerLoop(app.get(RuleRelay), app.database, app.get(Clock), app.get(Log));
    loop.start();
    for (const recordId of records) {
      const run = await until(async () => (await get(`/rule-runs?record=${recordId}`)).items[0] as RuleRun | undefined);
      jobs.push({ recordId, runId: run.id });
    }
    await loop.stop();
    await app.get(RuleRunner).runLanes(jobs, new AbortController().signal);
  }, 60_000);
  afterAll(() => app?.stop());

  const get = async (url: string) => (await app.inject({ url: `/api/v1${url}` })).json();
  const post = (url: string, body?: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const runOf = (index: number) => get(`/rule-runs/${jobs[index]?.runId}`);
  const record = (index: number) => get(`/entity-types/job/records/${records[index]}`);

  it('come to what each would come to alone', async () => {
    expect(await runOf(0)).toMatchObject({
      status: 'done',
      error: null,
      steps: [
        { id: 'u', status: 'done', input: { share: 3 }, output: { changed: true, version: 2 } },
        { id: 'g', output: { changed: true, tags: ['seen'], version: 3 } },
        { id: 'b', output: { branch: 'else' } },
        { id: 't', output: { title: 'Look at Job 3', assigneeId: null, dueAt: null } },
      ],
    });
    expect(await record(0)).toMatchObject({ version: 3, stage: 'new', tags: ['seen'], doc: { share: 3 } });
    expect((await get(`/tasks?record=${records[0]}`)).items).toMatchObject([{ title: 'Look at Job 3' }]);
    expect(await runOf(1)).toMatchObject({
      status: 'done',
      steps: [{}, {}, {}, { id: 'm', output: { stage: 'work' } }],
    });
    expect(await record(1)).toMatchObject({ version: 4, stage: 'work', doc: { share: 5 } });
    expect((await get(`/tasks?record=${records[1]}`)).items).toEqual([]);
  });

  it('keep out of the way of one whose step is refused', async () => {
    expect(await runOf(2)).toMatchObject({ attempts: 1, error: { message: expect.stringContaining('/doc/share') } });
    expect(await record(2)).toMatchObject({ version: 1, tags: [] });
  });

  it('are kept in one transaction, and each effect names the run it is of', async () => {
    const rows = await app.database.query<{ recordId: string; kind: string; xid: string; run: string; actor: string }>(
      `SELECT record_id AS "recordId", kind, xid::text AS xid, cause ->> 'runId' AS run, actor ->> 'runId' AS actor
       FROM events WHERE cause ? 'runId' AND entity_type = 'job' ORDER BY xid, seq`,
    );
    const updates = rows.filter(({ kind }) => kind === 'record.updated');
    expect(updates).toHaveLength(2);
    expect(new Set(updates.map(({ xid }) => xid)).size).toBe(1);
    for (const { recordId, run, actor } of rows) {
      const own = jobs.find((job) => job.recordId === recordId);
      expect({ run, actor }).toEqual({ run: own?.runId, actor: own?.runId });
    }
    const visits = await app.database.query<{ by: { runId: string } }>(
      `SELECT entered_by AS by FROM stage_visits WHERE record_id = $1 AND stage = 'work'`,
      [records[1]],
    );
    expect(visits).toMatchObject([{ by: { kind: 'rule', id: 'all', runId: jobs[1]?.runId } }]);
  });
});
