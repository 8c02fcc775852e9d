import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('tasks', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  let job: { id: string };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    ann = await app.addUser(['own'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
    job = await makeJob(app, { title: 'Paint the wall' }, ann.id);
  }, 30_000);
  afterAll(() => app?.stop());

  const send = (method: 'POST' | 'PATCH', url: string, body?: object, token = app.admin.token) =>
    app.inject({ method, url: `/api/v1/tasks${url}`, body, token });
  const list = async (query: string, token = app.admin.token): Promise<string[]> => {
    const answer = await app.inject({ url: `/api/v1/tasks?${query}`, token });
    return answer.json().items.map(({ title }: { title: string }) => title);
  };

  it('are made on a record, with an event and activity on it', async () => {
    const body = { title: ' Call back ', recordId: job.id, assigneeId: ann.id, dueAt: '2031-05-01T10:00:00+02:00' };
    const made = await send('POST', '', body);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      title: 'Call back',
      description: '',
      status: 'open',
      priority: 'normal',
      assigneeId: ann.id,
      dueAt: '2031-05-01T08:00:00.000Z',
      recordId: job.id,
      entityType: 'job',
      recordTitle: 'Paint the wall',
      checklist: [],
      createdBy: { kind: 'user', id: app.admin.id },
      version: 1,
    });
    const events = await app.database.query(
      `SELECT e.kind, e.data->>'title' AS title, r.last_activity_at >= e.at AS touched
       FROM events e JOIN records r ON r.id = e.record_id WHERE e.kind LIKE 'task.%'`,
    );
    expect(events).toEqual([{ kind: 'task.created', title: 'Call back', touched: true }]);
    const told = (await app.inject({ url: '/api/v1/notifications?unread=true', token: ann.token })).json();
    expect(told).toMatchObject({ unreadCount: 1, items: [{ kind: 'assigned', text: 'Call back', recordId: job.id }] });
    const read = { method: 'POST' as const, url: '/api/v1/notifications/read', token: ann.token };
    expect((await app.inject({ ...read, body: { ids: [told.items[0].id] } })).json()).toEqual({ unreadCount: 0 });
  });

  it('are seen by who they are for, who made them, and who may read the record', async () => {
    const mine = (await send('POST', '', { title: 'On my job', recordId: job.id }, ann.token)).json();
    const forBob = (await send('POST', '', { title: 'For Bob', assigneeId: bob.id }, ann.token)).json();
    await send('POST', '', { title: 'Nobody else' }, app.admin.token);
    expect(await list('', ann.token)).toEqual(expect.arrayContaining(['On my job', 'For Bob', 'Call back']));
    expect(await list('', bob.token)).toEqual(['For Bob']);
    expect(await list('assignee=me', bob.token)).toEqual(['For Bob']);
    for (const url of [`/${mine.id}`, `/${mine.id}/complete`]) {
      const answer = await app.inject({
        method: url.endsWith('complete') ? 'POST' : 'GET',
        url: `/api/v1/tasks${url}`,
        token: bob.token,
      });
      expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect((await send('POST', '', { title: 'x', recordId: job.id }, bob.token)).statusCode).toBe(404);
    expect((await send('POST', `/${forBob.id}/complete`, undefined, bob.token)).json()).toMatchObject({
      status: 'done',
    });
  });

  it('are listed as given to others, as a team has them, and by when they are due', async () => {
    const due = '2033-03-03T10:00:00Z';
    await send('POST', '', { title: 'Given', assigneeId: bob.id, dueAt: due }, ann.token);
    await send('POST', '', { title: 'Kept', assigneeId: ann.id, dueAt: due }, ann.token);
    expect(await list('given=true&dueFrom=2033-03-03T00:00:00Z', ann.token)).toEqual(['Given']);
    expect(await list('given=true&dueFrom=2033-03-03T00:00:00Z', bob.token)).toEqual([]);
    expect(await list('dueFrom=2033-03-03T10:00:00Z&dueBefore=2033-03-03T10:00:01Z&assignee=me', ann.token)).toEqual([
      'Kept',
    ]);
    const team = { name: 'Two', leaderId: ann.id, memberIds: [ann.id, bob.id] };
    await app.inject({ method: 'POST', url: '/api/v1/teams', body: team });
    const of = 'assignee=myTeam&dueFrom=2033-03-03T00:00:00Z';
    expect((await list(of, ann.token)).sort()).toEqual(['Given', 'Kept']);
  });

  it('are done and opened again, each with one event', async () => {
    const { id } = (await send('POST', '', { title: 'Once' })).json();
    const [first] = await Promise.all([send('POST', `/${id}/complete`), send('POST', `/${id}/complete`)]);
    expect(first.json()).toMatchObject({ status: 'done', completedAt: expect.any(String) });
    expect((await send('POST', `/${id}/reopen`)).json()).toMatchObject({ status: 'open', completedAt: null });
    const kinds = await app.database.query(`SELECT kind FROM events WHERE data->>'taskId' = $1 ORDER BY seq`, [id]);
    expect(kinds.map(({ kind }) => kind)).toEqual(['task.created', 'task.completed', 'task.reopened']);
  });

  it('change only what is sent, and not on top of what one has not seen', async () => {
    const { id } = (await send('POST', '', { title: 'Old', description: 'Kept' })).json();
    const changed = (
      await send('PATCH', `/${id}`, { title: 'New', checklist: [{ text: 'a', done: true }], version: 1 })
    ).json();
    expect(changed).toMatchObject({
      title: 'New',
      description: 'Kept',
      checklist: [{ text: 'a', done: true }],
      version: 2,
    });
    const stale = (await send('PATCH', `/${id}`, { title: 'Lost', version: 1 })).json();
    expect(stale).toMatchObject({ status: 409, code: 'version_conflict', current: { title: 'New', version: 2 } });
    expect((await send('PATCH', `/${id}`, { title: 'New' })).json().version).toBe(2);
    const nobody = { assigneeId: '00000000-0000-7000-8000-000000000000' };
    expect((await send('PATCH', `/${id}`, nobody)).json()).toMatchObject({
      status: 422,
      errors: [{ path: '/assigneeId' }],
    });
  });

  it('are found by when they are due, page by page', async () => {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    for (const [title, dueAt] of [
      ['late', at(-1)],
      ['soon', at(40)],
      ['sooner', at(30)],
      ['some day', null],
    ]) {
      await send('POST', '', { title, dueAt, assigneeId: bob.id });
    }
    const mine = `assignee=${bob.id}`;
    expect(await list(`${mine}&due=overdue`)).toEqual(['late']);
    expect(await list(`${mine}&due=later`)).toEqual(['sooner', 'soon']);
    expect(await list(`${mine}&due=none&status=open`)).toEqual(['some day']);
    const titles: string[] = [];
    let cursor = '';
    for (let page = 0; page < 9; page++) {
      const answer = (await app.inject({ url: `/api/v1/tasks?${mine}&status=open&limit=1${cursor}` })).json();
      titles.push(...answer.items.map(({ title }: { title: string }) => title));
      if (answer.nextCursor === null) break;
      cursor = `&cursor=${answer.nextCursor}`;
    }
    expect(titles).toEqual(['late', 'sooner', 'soon', 'some day']);
  });
});
