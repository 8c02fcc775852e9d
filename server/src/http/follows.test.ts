import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

describe('following', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    ann = await app.addUser(['member'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
  }, 30_000);
  afterAll(() => app?.stop());

  const follow = (method: 'GET' | 'PUT' | 'DELETE', id: string, token = ann.token) =>
    app.inject({ method, url: `/api/v1/entity-types/job/records/${id}/follow`, token });
  const changes = async (token = ann.token) =>
    (await app.inject({ url: '/api/v1/follows/changes', token })).json().items;
  const rename = (id: string, title: string) =>
    app.inject({ method: 'PATCH', url: `/api/v1/entity-types/job/records/${id}`, body: { doc: { title } } });

  it('is begun and ended by oneself, any number of times', async () => {
    const { id } = await makeJob(app, { title: 'Paint' });
    expect((await follow('GET', id)).json()).toEqual({ following: false, followers: 1 });
    await follow('PUT', id);
    expect((await follow('PUT', id)).json()).toEqual({ following: true, followers: 2 });
    expect((await follow('DELETE', id)).json()).toEqual({ following: false, followers: 1 });
    expect((await follow('PUT', id, bob.token)).statusCode).toBe(404);
  });

  it('tells what others changed, newest first, and nothing one did oneself', async () => {
    const { id, number } = await makeJob(app, { title: 'Fence' });
    const other = await makeJob(app, { title: 'Not mine' });
    await follow('PUT', id);
    await rename(id, 'Long fence');
    await rename(other.id, 'Not mine at all');
    const url = `/api/v1/entity-types/job/records/${id}`;
    await app.inject({ method: 'POST', url: `${url}/comments`, body: { text: 'Nice' }, token: ann.token });
    await app.inject({ method: 'POST', url: `${url}/move`, body: { stage: 'done' } });
    expect(await changes()).toEqual([
      expect.objectContaining({
        entityType: 'job',
        record: { id, number, title: 'Long fence' },
        entry: expect.objectContaining({ kind: 'record.moved', actor: expect.objectContaining({ name: 'Admin' }) }),
      }),
      expect.objectContaining({
        entry: expect.objectContaining({
          kind: 'record.updated',
          data: { changes: [{ field: 'title', before: 'Fence', after: 'Long fence' }] },
        }),
      }),
    ]);
    await follow('DELETE', id);
    expect(await changes()).toEqual([]);
  });

  it('comes with owning a record and with being mentioned, by choice, and ends when one says so', async () => {
    const owned = await makeJob(app, { title: 'Owned' }, bob.id);
    const mentioned = await makeJob(app, { title: 'Mentioned' });
    const comment = (id: string) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/entity-types/job/records/${id}/comments`,
        body: { text: 'Look', mentions: [ann.id] },
      });
    await comment(mentioned.id);
    expect((await follow('GET', owned.id, bob.token)).json().following).toBe(true);
    expect((await follow('GET', mentioned.id)).json().following).toBe(true);
    await follow('DELETE', owned.id, bob.token);
    await follow('DELETE', mentioned.id);
    await comment(mentioned.id);
    expect((await follow('GET', owned.id, bob.token)).json().following).toBe(false);
    expect((await follow('GET', mentioned.id)).json().following).toBe(false);
    const body = { followOwn: false, followMentioned: false };
    await app.inject({ method: 'PATCH', url: '/api/v1/notification-settings', body, token: bob.token });
    const later = await makeJob(app, { title: 'Owned later' }, bob.id);
    expect((await follow('GET', later.id, bob.token)).json().following).toBe(false);
  });

  it('shows nothing of what one may no longer read', async () => {
    const { id } = await makeJob(app, { title: 'Bobs' }, bob.id);
    await follow('PUT', id, bob.token);
    await rename(id, 'Bobs own');
    expect(await changes(bob.token)).toHaveLength(1);
    const body = { ownerId: ann.id };
    await app.inject({ method: 'PATCH', url: `/api/v1/entity-types/job/records/${id}`, body });
    expect(await changes(bob.token)).toEqual([]);
  });
});
