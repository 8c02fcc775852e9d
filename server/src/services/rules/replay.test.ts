import type { Job } from '@etapa/shared/api/jobs';
import type { ReplaySample } from '@etapa/shared/api/rules';
import { newId } from '../../store/ids.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

const TYPE = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'number' },
    { key: 'renewal', label: 'Renewal', kind: 'date' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'proposal', name: 'Proposal', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-30T12:00:00Z');
/** Days before now, as ISO 8601. */
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();

const RULE = {
  key: 'draft',
  name: 'Draft',
  enabled: false,
  trigger: { kind: 'stage.entered', stages: ['proposal'] },
  when: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 1_000 }] },
  steps: [{ id: 't', kind: 'task.create', title: 'Call: {{ title }} about {{ amount }}' }],
};

interface Result {
  wouldHaveFired: number;
  records: number;
  silent: number;
  sample: ReplaySample[];
}

describe('a rule that is tried on the recorded past', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    expect((await post('/entity-types', TYPE)).statusCode).toBe(201);
  }, 30_000);
  afterAll(() => app?.stop());

  const post = (url: string, body?: object, token?: string) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
  const begin = async (definition: object, period = { from: ago(60), to: ago(0) }): Promise<string> => {
    const answer = await post('/entity-types/deal/rules/draft/replay', { ...period, definition });
    expect([answer.statusCode, answer.json()]).toEqual([202, { jobId: expect.any(String) }]);
    return answer.json().jobId;
  };
  const ended = (id: string): Promise<Job> =>
    until(async () => {
      const job: Job = (await app.inject({ url: `/api/v1/jobs/${id}` })).json();
      return ['done', 'failed', 'cancelled'].includes(job.status) && job;
    });
  const replayed = async (definition: object, period?: { from: string; to: string }): Promise<Result> => {
    const job = await ended(await begin(definition, period));
    expect(job).toMatchObject({ status: 'done', done: job.total });
    return job.result as unknown as Result;
  };

  /** A record with a past of its own: what happened to it how many days ago. */
  async function recordWithPast(
    title: string,
    past: { days: number; doc?: object; stage?: string }[],
  ): Promise<string> {
    const { id } = (await post('/entity-types/deal/records', { doc: { title } })).json();
    let version = 1;
    await app.database.query('UPDATE events SET at = $2 WHERE record_id = $1', [id, ago(90)]);
    await app.database.query('UPDATE stage_visits SET entered_at = $2 WHERE record_id = $1', [id, ago(90)]);
    await app.database.query(
      `UPDATE records SET created_at = $2, updated_at = $2, last_activity_at = $2, stage_entered_at = $2 WHERE id = $1`,
      [id, ago(90)],
    );
    for (const { days, doc, stage } of past) {
      const url = `/api/v1/entity-types/deal/records/${id}`;
      const answer = stage
        ? await app.inject({ method: 'POST', url: `${url}/move`, body: { stage, ...(doc ? { doc } : {}) } })
        : await app.inject({ method: 'PATCH', url, body: { doc } });
      expect(answer.statusCode).toBe(200);
      version++;
      await app.database.query('UPDATE events SET at = $3 WHERE record_id = $1 AND record_version = $2', [
        id,
        version,
        ago(days),
      ]);
      await app.database.query('UPDATE records SET updated_at = $2, last_activity_at = $2 WHERE id = $1', [
        id,
        ago(days),
      ]);
      if (!stage) continue;
      await app.database.query('UPDATE records SET stage_entered_at = $2 WHERE id = $1', [id, ago(days)]);
      await app.database.query(
        `UPDATE stage_visits SET left_at = $2 WHERE record_id = $1 AND left_at IS NOT NULL
         AND ordinal = (SELECT max(ordinal) - 1 FROM stage_visits WHERE record_id = $1)`,
        [id, ago(days)],
      );
      await app.database.query('UPDATE stage_visits SET entered_at = $2 WHERE record_id = $1 AND left_at IS NULL', [
        id,
        ago(days),
      ]);
    }
    return id;
  }

  let big: string;
  let slow: string;

  it('says how often it would have fired, on which records and what it would have done, by what they were then', async () => {
    big = await recordWithPast('Big', [
      { days: 50, doc: { amount: 5_000 } },
      { days: 40, stage: 'proposal' },
      { days: 30, stage: 'new' },
      { days: 20, stage: 'proposal', doc: { amount: 2_000 } },
      { days: 10, doc: { amount: 1, title: 'Shrunk' } },
    ]);
    slow = await recordWithPast('Slow', [
      { days: 55, doc: { amount: 10 } },
      { days: 45, stage: 'proposal' },
      { days: 5, doc: { amount: 9_000 } },
    ]);
    const before = await app.database.query(
      'SELECT (SELECT count(*) FROM tasks) AS tasks, (SELECT count(*) FROM events) AS events',
    );
    const result = await replayed(RULE);
    expect(result).toMatchObject({ wouldHaveFired: 2, records: 1, silent: 0 });
    expect(result.sample).toMatchObject([
      { recordId: big, title: 'Big', at: ago(20), steps: [{ id: 't', input: { title: 'Call: Big about 2,000' } }] },
      { recordId: big, at: ago(40), steps: [{ status: 'would-do', input: { title: 'Call: Big about 5,000' } }] },
    ]);
    const after = await app.database.query(
      `SELECT (SELECT count(*) FROM tasks) AS tasks, (SELECT count(*) FROM events WHERE kind NOT LIKE 'job.%') AS events`,
    );
    expect(after).toEqual(before);
  });

  it('looks at the period that is asked for', async () => {
    expect(await replayed(RULE, { from: ago(25), to: ago(15) })).toMatchObject({ wouldHaveFired: 1, records: 1 });
    expect(await replayed(RULE, { from: ago(15), to: ago(0) })).toMatchObject({ wouldHaveFired: 0, sample: [] });
    const url = '/entity-types/deal/rules/draft/replay';
    const backwards = await post(url, { from: ago(1), to: ago(2), definition: RULE });
    expect(backwards.json()).toMatchObject({ status: 400, code: 'malformed' });
  });

  it('counts apart what rules were not to see', async () => {
    await app.database.query(`UPDATE events SET cause = cause || '{"silent": true}' WHERE record_id = $1 AND at = $2`, [
      big,
      ago(20),
    ]);
    expect(await replayed(RULE)).toMatchObject({ wouldHaveFired: 1, silent: 1 });
  });

  it('finds stays that were long enough, once for each', async () => {
    const rule = { ...RULE, trigger: { kind: 'stage.idle', stages: ['proposal'], for: 'P14D' }, when: undefined };
    const result = await replayed(rule);
    // Big stayed ten days, then on from 20 days ago; Slow on from 45 days ago.
    expect(result.sample.map(({ recordId, at }) => [recordId, at])).toEqual([
      [big, ago(6)],
      [slow, ago(31)],
    ]);
  });

  it('finds silences, dates that came and times of a schedule', async () => {
    const of = (trigger: object, when?: object) => replayed({ ...RULE, trigger, when });
    const idle = await of({ kind: 'record.idle', for: 'P20D' });
    expect(idle.sample.map(({ recordId, at }) => [recordId, at])).toEqual([[slow, ago(25)]]);
    const dated = await recordWithPast('Dated', [{ days: 58, doc: { renewal: '2026-06-20' } }]);
    const date = { kind: 'date.reached', field: 'renewal', offset: '-P10D', at: '09:00' };
    const [zone] = await app.database.query<{ zone: string }>('SELECT time_zone AS zone FROM organization');
    expect(zone?.zone).toBe('UTC');
    expect((await of(date)).sample).toMatchObject([{ recordId: dated, at: '2026-06-10T09:00:00.000Z' }]);
    const bigNow = { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: 5_000 }] };
    const weekly = await of({ kind: 'schedule', cron: '0 12 * * 2' }, bigNow);
    // Every Tuesday at noon: from 50 to 20 days ago for Big, the last day but one for Slow.
    expect(weekly).toMatchObject({ records: 1 });
    expect(weekly.sample.every(({ recordId }) => recordId === big)).toBe(true);
    const often = {
      from: ago(60),
      to: ago(0),
      definition: { ...RULE, trigger: { kind: 'schedule', cron: '* * * * *' } },
    };
    expect((await post('/entity-types/deal/rules/draft/replay', often)).statusCode).toBe(400);
  });

  it('is for who may design the type, and is stopped by them', async () => {
    const member = await app.addUser(['member']);
    const url = '/entity-types/deal/rules/draft/replay';
    const body = { from: ago(60), to: ago(0), definition: RULE };
    expect((await post(url, body, member.token)).statusCode).toBe(403);
    expect((await post(url, { from: ago(60), to: ago(0) })).statusCode).toBe(404);
    const id = await begin(RULE);
    await post(`/jobs/${id}/cancel`);
    expect(['cancelled', 'done']).toContain((await ended(id)).status);
  });

  it('looks only at records that whoever asks may see', async () => {
    const grants = [{ entityType: 'deal', actions: ['read', 'design'], scope: 'own' }];
    expect((await post('/roles', { key: `designer`, name: 'Designer', grants })).statusCode).toBe(201);
    const designer = await app.addUser(['designer'], `D ${newId()}`);
    const body = { from: ago(60), to: ago(0), definition: RULE };
    const { jobId } = (await post('/entity-types/deal/rules/draft/replay', body, designer.token)).json();
    expect((await ended(jobId)).result).toMatchObject({ wouldHaveFired: 0, records: 0 });
  });
});
