import { type TestApp, testApp } from '../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'secret', label: 'Secret', kind: 'number' },
    { key: 'kind', label: 'Kind', kind: 'select', options: [{ key: 'a', label: '=Alpha' }] },
  ],
};
const query = (own: object = {}) => ({ dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }], ...own });

describe('saved reports and dashboards', () => {
  let app: TestApp;
  let mia: { id: string; token: string };
  let oleh: { id: string; token: string };
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, token?: string) =>
    app.inject({ method, url: `/api/v1${url}`, body, token });

  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await call('POST', '/entity-types', DEAL)).statusCode).toBe(201);
    const own = {
      entityType: 'deal',
      actions: ['read', 'create'],
      scope: 'own',
      fields: { read: ['title', 'kind'], write: [] },
    };
    expect((await call('POST', '/roles', { key: 'seller', name: 'Seller', grants: [own] })).statusCode).toBe(201);
    mia = await app.addUser(['manager'], 'Mia');
    oleh = await app.addUser(['seller'], 'Oleh');
    for (const ownerId of [mia.id, mia.id, oleh.id]) {
      const made = await call('POST', '/entity-types/deal/records', {
        doc: { title: 'x', kind: 'a', secret: 1 },
        ownerId,
      });
      expect(made.statusCode).toBe(201);
    }
  }, 60_000);
  afterAll(() => app?.stop());

  const save = async (body: object, token = mia.token) => {
    const answer = await call('POST', '/reports', body, token);
    expect(answer.statusCode).toBe(201);
    return answer.json();
  };
  const names = async (token: string) =>
    (await call('GET', '/reports?entityType=deal', undefined, token))
      .json()
      .items.map((item: { name: string }) => item.name);

  it('show each reader their own truth', async () => {
    const report = await save({
      name: ' Deals ',
      query: query({ groupBy: [{ field: 'kind' }] }),
      picture: 'bar',
      roles: ['seller'],
    });
    expect(report).toMatchObject({ name: 'Deals', entityType: 'deal', picture: 'bar', mayChange: true, broken: false });
    const result = async (token: string) =>
      (await call('GET', `/reports/${report.id}/result`, undefined, token)).json();
    expect(await result(mia.token)).toMatchObject({ rows: [{ kind: 'a', count: 3 }], totals: { count: 3 } });
    expect(await result(oleh.token)).toMatchObject({ rows: [{ kind: 'a', count: 1 }], totals: { count: 1 } });
    const csv = await call('GET', `/reports/${report.id}/export?format=csv`, undefined, mia.token);
    expect(csv.body).toBe("Kind,Number of records\n'=Alpha,3\n");
    expect((await call('GET', `/reports/${report.id}/export`, undefined, oleh.token)).statusCode).toBe(403);
  });

  it('are seen by those they are shared with, who may read all they ask for, and changed by their owner', async () => {
    const own = await save({ name: 'Private', query: query() });
    const hidden = await save({ name: 'Secrets', query: query({ groupBy: [{ field: 'secret' }] }), roles: ['seller'] });
    expect(await names(oleh.token)).toEqual(['Deals']);
    expect(await names(mia.token)).toEqual(['Deals', 'Private', 'Secrets']);
    for (const { id } of [own, hidden]) {
      expect((await call('GET', `/reports/${id}`, undefined, oleh.token)).statusCode).toBe(404);
      expect((await call('GET', `/reports/${id}/result`, undefined, oleh.token)).statusCode).toBe(404);
    }
    const shared = await call('PATCH', `/reports/${own.id}`, { roles: ['seller'], name: 'Ours' }, mia.token);
    expect(shared.json()).toMatchObject({ name: 'Ours', roles: ['seller'], query: query() });
    expect(await names(oleh.token)).toEqual(['Deals', 'Ours']);
    expect((await call('PATCH', `/reports/${own.id}`, { name: 'Mine' }, oleh.token)).statusCode).toBe(403);
    expect((await call('DELETE', `/reports/${own.id}`, undefined, oleh.token)).statusCode).toBe(403);
    expect((await call('DELETE', `/reports/${own.id}`, undefined, mia.token)).statusCode).toBe(204);
    expect(await names(oleh.token)).toEqual(['Deals']);
  });

  it('are not saved with a query that cannot be answered', async () => {
    const wrong = { name: 'Wrong', query: query({ groupBy: [{ field: 'gone' }] }) };
    expect((await call('POST', '/reports', wrong, mia.token)).json()).toMatchObject({ code: 'malformed' });
    const secret = { name: 'Secret', query: query({ groupBy: [{ field: 'secret' }] }) };
    expect((await call('POST', '/reports', secret, oleh.token)).json()).toMatchObject({ code: 'malformed' });
  });

  it('stand on dashboards, which are shared alike', async () => {
    const report = (await call('GET', '/reports', undefined, mia.token)).json().items[0].id;
    const widgets = [{ report, x: 0, y: 0, w: 6, h: 4 }];
    const made = await call('POST', '/dashboards', { name: 'Monday', widgets }, mia.token);
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    expect(made.json()).toMatchObject({ name: 'Monday', widgets, roles: [], mayChange: true });
    const list = async () => (await call('GET', '/dashboards', undefined, oleh.token)).json().items;
    expect(await list()).toEqual([]);
    expect((await call('PATCH', `/dashboards/${id}`, { roles: ['seller'] }, oleh.token)).statusCode).toBe(404);
    expect((await call('PATCH', `/dashboards/${id}`, { roles: ['seller'] }, mia.token)).statusCode).toBe(200);
    expect(await list()).toMatchObject([{ id, widgets, mayChange: false }]);
    const filter = { combinator: 'and', rules: [{ field: 'secret', operator: '=', value: 1 }] };
    const question = { period: 'month', owner: mia.id, filters: { deal: filter } };
    const kept = await call('PATCH', `/dashboards/${id}`, { question }, mia.token);
    expect(kept.json()).toMatchObject({ question, unread: [], widgets });
    // A condition by what they may not read would tell them of it.
    const [seen] = await list();
    expect([seen.question, seen.unread]).toEqual([{ period: 'month', owner: mia.id }, ['deal']]);
    expect((await call('PATCH', `/dashboards/${id}`, { name: 'Friday' }, mia.token)).json().question).toEqual(question);
    const wrong = {
      filters: { deal: { ...filter, rules: [{ field: 'gone', operator: '=', value: 1 }] }, lead: filter },
    };
    expect((await call('PATCH', `/dashboards/${id}`, { question: wrong }, mia.token)).json()).toMatchObject({
      code: 'invalid_condition',
      errors: [{ path: '/question/filters/deal/rules/0/field' }, { path: '/question/filters/lead' }],
    });
    expect((await call('PATCH', `/dashboards/${id}`, { question: {} }, oleh.token)).statusCode).toBe(403);
    expect((await call('PATCH', `/dashboards/${id}`, { question: {} }, mia.token)).json().question).toEqual({});
    expect((await call('PATCH', `/dashboards/${id}`, { widgets: [] }, oleh.token)).statusCode).toBe(403);
    expect((await call('DELETE', `/dashboards/${id}`, undefined, mia.token)).statusCode).toBe(204);
    expect((await call('GET', `/dashboards/${id}`, undefined, mia.token)).statusCode).toBe(404);
  });
});
