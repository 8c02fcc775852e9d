import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('contacts', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  let job: { id: string; number: number };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    ann = await app.addUser(['own'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
    job = await makeJob(app, { title: 'Paint' }, ann.id);
    const grants = [{ entityType: 'job', actions: ['read'], scope: 'all' }];
    await app.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'reader', name: 'Reader', grants } });
  }, 30_000);
  afterAll(() => app?.stop());

  const log = (body: object, token = ann.token) =>
    app.inject({ method: 'POST', url: `/api/v1/entity-types/job/records/${job.id}/contacts`, body, token });
  const timeline = async (query = '', token = ann.token) =>
    (await app.inject({ url: `/api/v1/entity-types/job/records/${job.number}/timeline${query}`, token })).json().items;

  it('are logged with what was found out; what is to follow becomes a task', async () => {
    const bantc = { budget: ' 2 M ', authority: 'the director', competitor: '' };
    const nextAction = { text: 'Send the offer', at: '2031-05-01T10:00:00+02:00' };
    const made = await log({ kind: 'call', at: '2031-04-20T09:00:00Z', text: ' They want it ', bantc, nextAction });
    expect([made.statusCode, made.json()]).toEqual([
      201,
      {
        id: expect.any(String),
        recordId: job.id,
        entityType: 'job',
        kind: 'call',
        at: '2031-04-20T09:00:00.000Z',
        text: 'They want it',
        bantc: { budget: '2 M', authority: 'the director', need: null, timing: null, competitor: null },
        nextAction: { text: 'Send the offer', at: '2031-05-01T08:00:00.000Z', taskId: expect.any(String) },
        createdBy: { kind: 'user', id: ann.id },
        createdAt: expect.any(String),
        version: 1,
      },
    ]);
    const task = await app.inject({ url: `/api/v1/tasks/${made.json().nextAction.taskId}`, token: ann.token });
    expect(task.json()).toMatchObject({ title: 'Send the offer', assigneeId: ann.id, recordId: job.id });
    const [row] = await app.database.query(
      `SELECT r.last_activity_at >= e.at AS touched FROM events e JOIN records r ON r.id = e.record_id
       WHERE e.kind = 'contact.logged'`,
    );
    expect(row).toEqual({ touched: true });
    const listed = await app.inject({ url: `/api/v1/contacts?record=${job.id}`, token: ann.token });
    expect(listed.json().items).toEqual([made.json()]);
  });

  it('stand in the timeline as they are now, and alone where only they are asked for', async () => {
    const { id } = (await log({ kind: 'visit', text: 'Measured the room' })).json();
    const url = `/api/v1/contacts/${id}`;
    const body = { text: 'Measured both rooms', bantc: { need: '60 m²' }, version: 1 };
    const corrected = await app.inject({ method: 'PATCH', url, body, token: ann.token });
    expect(corrected.json()).toMatchObject({ text: 'Measured both rooms', bantc: { need: '60 m²' }, version: 2 });
    expect((await app.inject({ method: 'PATCH', url, body, token: ann.token })).json()).toMatchObject({
      code: 'version_conflict',
      current: { version: 2 },
    });
    const [entry] = await timeline('?kind=contact');
    expect(entry).toMatchObject({
      kind: 'contact.logged',
      actor: { name: 'Ann' },
      data: { contactId: id, contact: { kind: 'visit', text: 'Measured both rooms', bantc: { need: '60 m²' } } },
    });
    expect((await app.inject({ method: 'DELETE', url, token: ann.token })).statusCode).toBe(204);
    expect((await timeline('?kind=contact')).map((each: { data: object }) => each.data)).not.toContainEqual(
      expect.objectContaining({ contactId: id }),
    );
  });

  it('say something', async () => {
    const empty = await log({ kind: 'email', text: '  ', bantc: { need: ' ' } });
    expect(empty.json()).toMatchObject({ status: 422, errors: [{ path: '/text', code: 'required' }] });
    expect((await log({ kind: 'fax', text: 'x' })).json()).toMatchObject({ status: 400, code: 'malformed' });
    expect((await log({ kind: 'call', bantc: { timing: 'May' } })).statusCode).toBe(201);
  });

  it('are seen by who may read the record, logged by who may change it, corrected by their author', async () => {
    const reader = await app.addUser(['reader'], 'Rita');
    const { id } = (await log({ kind: 'call', text: 'Between us' })).json();
    expect((await log({ kind: 'call', text: 'x' }, bob.token)).statusCode).toBe(404);
    expect((await log({ kind: 'call', text: 'x' }, reader.token)).statusCode).toBe(403);
    const listed = (token: string) => app.inject({ url: `/api/v1/contacts?record=${job.id}`, token });
    expect((await listed(bob.token)).statusCode).toBe(404);
    expect((await listed(reader.token)).json().items[0]).toMatchObject({ id });
    const change = (token: string) =>
      app.inject({ method: 'PATCH', url: `/api/v1/contacts/${id}`, body: { kind: 'visit' }, token });
    expect((await change(bob.token)).statusCode).toBe(404);
    expect((await change(reader.token)).statusCode).toBe(403);
    expect((await change(app.admin.token)).json()).toMatchObject({ kind: 'visit', text: 'Between us' });
  });
});
