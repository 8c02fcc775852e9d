import type { RecordView } from '@etapa/shared/api/records';
import type { Task } from '@etapa/shared/api/tasks';
import { type TestApp, testApp } from '../testing/app.ts';
import { type TestRule, testRule } from '../testing/effects.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';
import { until } from '../testing/until.ts';

const TASK = {
  kind: 'task.create' as const,
  title: 'Ask the technical team',
  description: '',
  assigneeId: null,
  dueAt: null,
  priority: 'normal' as const,
  checklist: [],
  blocksStage: true,
};

describe('a task that holds its card', () => {
  let app: TestApp;
  let rule: TestRule;
  beforeAll(async () => {
    app = await testApp();
    await makeJobType(app);
    rule = await testRule(app, 'job');
  }, 60_000);
  afterAll(() => app?.stop());

  const post = (url: string, body?: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const records = '/entity-types/job/records';
  const move = (id: string, stage = 'done') => post(`${records}/${id}/move`, { stage });
  const record = async (id: string): Promise<RecordView> =>
    (await app.inject({ url: `/api/v1${records}/${id}` })).json();
  const taskOf = async (id: string): Promise<Task> =>
    (await app.inject({ url: `/api/v1/tasks?record=${id}` })).json().items[0];
  async function held(): Promise<{ id: string; task: Task }> {
    const { id } = await makeJob(app, { title: 'Held' });
    await rule.perform(id, TASK);
    return { id, task: await taskOf(id) };
  }
  const waitingLocks = async () => (await app.database.query('SELECT FROM pg_locks WHERE NOT granted')).length;

  it('names the stage, and keeps people, rules and bulk changes from moving the card until it is done', async () => {
    const { id, task } = await held();
    expect(task).toMatchObject({ blocksStage: 'todo', status: 'open' });
    const answer = await move(id);
    expect(answer.json()).toMatchObject({
      status: 422,
      code: 'guard_failed',
      detail: expect.stringContaining('Ask the technical team'),
      errors: [{ path: '/stage', code: 'task_open' }],
      tasks: [{ id: task.id, title: 'Ask the technical team' }],
    });
    await expect(rule.perform(id, { kind: 'record.move', stage: 'done', funnel: null })).rejects.toThrow(
      'Ask the technical team',
    );
    const { jobId } = (await post(`${records}/bulk`, { ids: [id], action: { move: { stage: 'done' } } })).json();
    const job = await until(async () => {
      const found = (await app.inject({ url: `/api/v1/jobs/${jobId}` })).json();
      return found.status === 'done' && found;
    });
    expect(job).toMatchObject({ failedCount: 1, failed: [{ id, problem: expect.stringContaining('technical team') }] });
    expect((await record(id)).stage).toBe('todo');
    // Its place in the column, its fields and its owner are free.
    expect((await post(`${records}/${id}/move`, { stage: 'todo', after: null })).statusCode).toBe(200);
    await post(`/tasks/${task.id}/complete`);
    expect((await move(id)).json()).toMatchObject({ stage: 'done' });
    // In another stage it holds nothing, open or not; back in its own it does.
    await post(`/tasks/${task.id}/reopen`);
    expect((await move(id, 'todo')).statusCode).toBe(200);
    expect((await move(id)).statusCode).toBe(422);
  });

  it('is not slipped past while it is being made', async () => {
    const { id } = await makeJob(app, { title: 'Race' });
    let moving: ReturnType<typeof move> | undefined;
    await app.database.transaction(async (tx) => {
      // As the step that makes the task has it, not yet committed.
      await tx.query(
        `INSERT INTO tasks (id, title, status, record_id, entity_type, blocks_stage, created_by, created_at)
         VALUES (gen_random_uuid(), 'Race task', 'open', $1, 'job', 'todo', '{"kind": "system", "id": "test"}', now())`,
        [id],
      );
      await tx.query('UPDATE records SET last_activity_at = now() WHERE id = $1', [id]);
      moving = move(id);
      await until(async () => (await waitingLocks()) > 0);
    });
    expect((await moving)?.json()).toMatchObject({ code: 'guard_failed', tasks: [{ title: 'Race task' }] });
    expect((await record(id)).stage).toBe('todo');
  });

  it('is not slipped past while it is being opened again', async () => {
    const { id, task } = await held();
    await post(`/tasks/${task.id}/complete`);
    let moving: ReturnType<typeof move> | undefined;
    let opening: ReturnType<typeof post> | undefined;
    await app.database.transaction(async (tx) => {
      await tx.query('SELECT FROM records WHERE id = $1 FOR UPDATE', [id]);
      opening = post(`/tasks/${task.id}/reopen`);
      await until(async () => (await waitingLocks()) === 1);
      moving = move(id);
      await until(async () => (await waitingLocks()) === 2);
    });
    expect((await opening)?.json()).toMatchObject({ status: 'open' });
    expect((await moving)?.json()).toMatchObject({ code: 'guard_failed' });
    expect((await record(id)).stage).toBe('todo');
  });

  it('holds the card in the stage that it is in by then', async () => {
    const { id } = await makeJob(app, { title: 'Moved first' });
    let making: Promise<unknown> | undefined;
    await app.database.transaction(async (tx) => {
      await tx.query(`UPDATE records SET stage = 'done', version = version + 1 WHERE id = $1`, [id]);
      making = rule.perform(id, TASK);
      await until(async () => (await waitingLocks()) > 0);
    });
    await making;
    expect((await taskOf(id)).blocksStage).toBe('done');
  });
});
