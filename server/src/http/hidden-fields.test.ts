import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { type TestApp, testApp } from '../testing/app.ts';
import { until } from '../testing/until.ts';

const firm = {
  key: 'firm',
  name: 'Firm',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'code', label: 'Code', kind: 'text', unique: true },
    { key: 'city', label: 'City', kind: 'text' },
  ],
};
const order = {
  key: 'order',
  name: 'Order',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'firm', label: 'Firm', kind: 'link', target: 'firm' },
  ],
};
const rule = {
  key: 'stamp',
  name: 'Stamp',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 's', kind: 'record.update', set: { city: '= name' } }],
};

describe('a title that a role does not name', () => {
  let app: TestApp;
  let clerk: { id: string; token: string };
  let acme: { id: string; number: number };
  beforeAll(async () => {
    app = await testApp();
    for (const type of [firm, order]) await make('/entity-types', type);
    await make('/entity-types/firm/rules', rule);
    await make('/roles', {
      key: 'clerk',
      name: 'Clerk',
      grants: [
        { entityType: 'firm', actions: ['read', 'update'], scope: 'all', fields: { read: ['city', 'code'] } },
        { entityType: 'order', actions: ['read'], scope: 'own' },
        { entityType: 'order', actions: ['export'], scope: 'all' },
      ],
    });
    clerk = await app.addUser(['clerk']);
    acme = await make('/entity-types/firm/records', { doc: { name: 'Acme', code: 'A1' } });
  }, 30_000);
  afterAll(() => app?.stop());

  const send = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, token = clerk?.token) =>
    app.inject({ method, url: `/api/v1${url}`, body, token });
  const make = async (url: string, body: object) => {
    const answer = await send('POST', url, body, app.admin.token);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };

  it('is not told of linked records, in pickers, with tasks, or by who holds a unique value', async () => {
    const doc = { title: 'First', firm: acme.id };
    const { id } = await make('/entity-types/order/records', { doc, ownerId: clerk.id });
    const number = `#${acme.number}`;
    expect((await send('GET', `/entity-types/order/records/${id}`)).json().titles).toEqual({ [acme.id]: number });
    expect((await send('GET', '/entity-types/order/export?columns=title,firm')).body).toContain(`First,${number}`);
    const options = '/entity-types/firm/records/options';
    expect((await send('GET', options)).json().items).toMatchObject([{ id: acme.id, title: number }]);
    expect((await send('GET', `${options}?q=acm`)).json().items).toEqual([]);
    await make('/tasks', { title: 'Call', recordId: acme.id, assigneeId: clerk.id });
    const [task] = (await send('GET', '/tasks')).json().items;
    expect(task).toMatchObject({ title: 'Call', recordTitle: null });
    expect((await send('POST', `/tasks/${task.id}/complete`)).json()).toMatchObject({ recordTitle: null });
    const bolt = await make('/entity-types/firm/records', { doc: { name: 'Bolt' } });
    const twin = await send('PATCH', `/entity-types/firm/records/${bolt.id}`, { doc: { code: 'A1' } });
    expect(twin.json()).toMatchObject({ status: 409, code: 'duplicate', record: { id: acme.id } });
    expect(twin.body).not.toContain('Acme');
  });

  it('is unknown to filters, reports and orders', async () => {
    const filterOf = (field: string) =>
      encodeURIComponent(JSON.stringify({ combinator: 'and', rules: [{ field, operator: 'beginsWith', value: 'A' }] }));
    const fault = { status: 422, errors: [{ path: '/filter/rules/0/field', code: 'unknown_field' }] };
    expect((await send('GET', `/entity-types/firm/records?filter=${filterOf('$title')}`)).json()).toMatchObject(fault);
    expect((await send('GET', `/entity-types/order/records?filter=${filterOf('firm.$title')}`)).json()).toMatchObject(
      fault,
    );
    const query = {
      dataset: 'records',
      entityType: 'firm',
      groupBy: [{ field: '$title' }],
      measures: [{ fn: 'count' }],
    };
    expect((await send('POST', '/reports/query', query)).json()).toMatchObject({
      errors: [{ path: '/groupBy/0/field', code: 'unknown_field' }],
    });
  });

  it('does not show in what rules have done', async () => {
    const url = `/rule-runs?record=${acme.id}`;
    const run = await until(async () => {
      const [found] = (await send('GET', url, undefined, app.admin.token)).json().items as RuleRun[];
      return found?.status === 'done' && found;
    });
    expect(run).toMatchObject({ recordTitle: 'Acme', steps: [{ input: { city: 'Acme' } }] });
    expect((await send('GET', url)).json().items).toMatchObject([
      { recordTitle: null, status: 'done', steps: [{ id: 's', status: 'done', input: null, output: null }] },
    ]);
  });

  it('nor is more exported than may be read', async () => {
    await make('/entity-types/order/records', { doc: { title: 'Of somebody else' } });
    expect((await send('GET', '/entity-types/order/export')).body).not.toContain('somebody');
  });
});
