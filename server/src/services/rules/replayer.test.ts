import { newId } from '../../store/ids.ts';
import { type TestApp, testApp } from '../../testing/app.ts';
import { RuleReplayer } from './replayer.ts';

const TYPE = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text', required: true }],
};

const RULE = {
  key: 'r',
  name: 'R',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 't', kind: 'task.create', title: '{{ title }}' }],
};

/** More than are looked at together. */
const RECORDS = 300;

describe('a replay', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await post('/entity-types', TYPE)).statusCode).toBe(201);
    const ids = Array.from({ length: RECORDS }, () => newId());
    const actor = JSON.stringify({ kind: 'user', id: app.admin.id });
    await app.database.query(
      `INSERT INTO records (id, entity_type, number, last_activity_at, title, doc, definition_version, rank, version,
         created_at, created_by, updated_at)
       SELECT id, 'deal', place, now(), 'Deal', '{"title": "Deal"}', 1, 'a', 1, now(), $2, now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS made (id, place)`,
      [ids, actor],
    );
    await app.database.query(
      `INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
       SELECT gen_random_uuid(), now(), 'deal', id, 1, 'record.created',
         '{"after": {"title": "Deal"}, "funnel": null, "stage": null, "ownerId": null}', $2,
         '{"correlation": "x", "depth": 0}'
       FROM unnest($1::uuid[]) AS made (id)`,
      [ids, actor],
    );
  }, 30_000);
  afterAll(() => app?.stop());

  const post = (url: string, body?: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const job = async (id: string) => (await app.inject({ url: `/api/v1/jobs/${id}` })).json();
  async function begin(): Promise<string> {
    const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
    return (await post('/entity-types/deal/rules/r/replay', { from, to, definition: RULE })).json().jobId;
  }
  const perform = (id: string, signal: AbortSignal = new AbortController().signal) =>
    app.get(RuleReplayer).perform(id, signal);

  /** Asks to stop after so many batches. */
  const stopAfter = (batches: number): AbortSignal => {
    let looks = 0;
    return {
      get aborted() {
        return looks++ >= batches;
      },
    } as AbortSignal;
  };

  it('goes on where it was stopped, and counts nothing twice', async () => {
    const id = await begin();
    await perform(id, stopAfter(1));
    expect(await job(id)).toMatchObject({ status: 'running', done: 250, total: RECORDS });
    await perform(id);
    expect(await job(id)).toMatchObject({
      status: 'done',
      done: RECORDS,
      result: { wouldHaveFired: RECORDS, records: RECORDS },
    });
    expect((await job(id)).result.sample).toHaveLength(20);
  });

  it('does nothing more once it is cancelled, be it half done', async () => {
    const waiting = await begin();
    await post(`/jobs/${waiting}/cancel`);
    await perform(waiting);
    expect(await job(waiting)).toMatchObject({ status: 'cancelled', done: 0 });
    const half = await begin();
    await perform(half, stopAfter(1));
    await post(`/jobs/${half}/cancel`);
    await perform(half);
    expect(await job(half)).toMatchObject({ status: 'cancelled', done: 250 });
    expect(await job(half)).not.toHaveProperty('result.wouldHaveFired');
  });

  it('fails in words when whoever asked for it has left', async () => {
    const id = await begin();
    await app.database.query('UPDATE users SET active = false WHERE id = $1', [app.admin.id]);
    await perform(id);
    const [row] = await app.database.query('SELECT status, error FROM jobs WHERE id = $1', [id]);
    expect(row).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('gone') } });
  });
});
