import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('comments', () => {
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
  }, 30_000);
  afterAll(() => app?.stop());

  const comment = (body: object, token = app.admin.token, id: string | number = job.id) =>
    app.inject({ method: 'POST', url: `/api/v1/entity-types/job/records/${id}/comments`, body, token });

  it('tell those who are mentioned and may read the record', async () => {
    const text = `<b>「早く」</b> please ${'\u{1F600}'.repeat(300)}`;
    const made = await comment({ text, mentions: [ann.id, bob.id, app.admin.id] });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ recordId: job.id, text, createdBy: { kind: 'user', id: app.admin.id } });
    const told = async (token: string) =>
      (await app.inject({ url: '/api/v1/notifications', token })).json().items.length;
    expect([await told(ann.token), await told(bob.token), await told(app.admin.token)]).toEqual([1, 0, 0]);
    const byNumber = await comment({ text: 'by number' }, ann.token, job.number);
    expect(byNumber.json().recordId).toBe(job.id);
    const listed = (await app.inject({ url: `/api/v1/comments?record=${job.id}`, token: ann.token })).json();
    expect(listed.items.map((each: { text: string }) => each.text)).toEqual(['by number', text]);
  });

  it('are hidden with the record', async () => {
    expect((await comment({ text: 'x' }, bob.token)).statusCode).toBe(404);
    expect((await app.inject({ url: `/api/v1/comments?record=${job.id}`, token: bob.token })).statusCode).toBe(404);
  });

  it('mention people who exist', async () => {
    const answer = await comment({ text: 'x', mentions: [ann.id, '00000000-0000-7000-8000-000000000000'] });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: '/mentions/1', code: 'unknown_user' }] });
  });

  it('are taken back by their author or an administrator', async () => {
    const { id } = (await comment({ text: 'oops' })).json();
    const remove = (token: string) => app.inject({ method: 'DELETE', url: `/api/v1/comments/${id}`, token });
    expect((await remove(ann.token)).statusCode).toBe(403);
    expect((await remove(bob.token)).statusCode).toBe(404);
    expect((await remove(app.admin.token)).statusCode).toBe(204);
    expect((await remove(app.admin.token)).statusCode).toBe(404);
  });
});
