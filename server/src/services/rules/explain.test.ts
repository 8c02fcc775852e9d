import type { Explained } from '@etapa/shared/api/rules';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

const TYPE = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
  ],
};

const RULE = {
  key: 'big',
  name: 'Big',
  enabled: true,
  trigger: { kind: 'record.updated', fields: ['amount'] },
  when: {
    combinator: 'and',
    rules: [
      { field: 'amount', operator: '>=', value: 1_000 },
      { field: 'amount', operator: 'changed' },
    ],
  },
  steps: [{ id: 'n', kind: 'notify', to: '= record.owner', text: 'Big' }],
};

describe('why a rule did something or not', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    expect((await call('POST', '/entity-types', TYPE)).statusCode).toBe(201);
  }, 30_000);
  afterAll(() => app?.stop());

  const call = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object, token?: string) =>
    app.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
  /** Whether rules have been asked about everything that has happened. */
  const allRead = async () => {
    const sql = `SELECT FROM events e, cursors c WHERE c.consumer = 'rules' AND (e.xid, e.seq) > (c.xid, c.seq)`;
    return (await app.database.query(sql)).length === 0;
  };
  const explained = async (id: string, query = ''): Promise<Explained[]> => {
    const answer = await call('GET', `/entity-types/deal/records/${id}/explain${query}`);
    expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
    return answer.json().items;
  };

  it('is told for each past event with both values as they were then, newest first', async () => {
    const { id } = (await call('POST', '/entity-types/deal/records', { doc: { title: 'A', amount: 1 } })).json();
    await call('PATCH', `/entity-types/deal/records/${id}`, { doc: { amount: 5_000 } });
    await until(allRead);
    expect((await call('POST', '/entity-types/deal/rules', RULE)).statusCode).toBe(201);
    for (const doc of [{ amount: 900 }, { title: 'B' }, { amount: 2_000 }, { amount: 10 }]) {
      expect((await call('PATCH', `/entity-types/deal/records/${id}`, { doc })).statusCode).toBe(200);
    }
    await until(async () =>
      (await explained(id)).every(({ because, run }) => because !== 'pending' && run?.status !== 'running'),
    );
    const items = await explained(id);
    expect(items.map(({ rule, fired, because }) => [rule, fired, because])).toEqual([
      ['big', false, 'when'],
      ['big', true, null],
      ['big', false, 'when'],
      ['big', false, 'newer'],
    ]);
    expect(items[0]?.saidNo).toMatchObject([{ field: 'amount', operator: '>=', left: 10, right: 1_000 }]);
    expect(items[2]?.saidNo).toMatchObject([{ left: 900, right: 1_000 }]);
    const { items: runs } = (await call('GET', `/rule-runs?record=${id}`)).json();
    expect(items[1]).toMatchObject({ run: { id: runs[0].id }, ruleVersion: 1, event: { kind: 'record.updated' } });
    expect((await call('GET', `/entity-types/deal/records/${id}/explain?rule=other`)).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    // With those that the trigger does not wait for: made, and another field.
    expect((await explained(id, '?all=true')).map(({ because }) => because)).toEqual([
      'when',
      null,
      'trigger',
      'when',
      'newer',
      'newer',
    ]);
    const first = (await call('GET', `/entity-types/deal/records/${id}/explain?limit=2`)).json();
    const second = (await call('GET', `/entity-types/deal/records/${id}/explain?cursor=${first.nextCursor}`)).json();
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();
  });

  it('goes by the version of the rule that was in force', async () => {
    const { id } = (await call('POST', '/entity-types/deal/records', { doc: { title: 'V', amount: 1 } })).json();
    await call('PATCH', `/entity-types/deal/records/${id}`, { doc: { amount: 2_000 } });
    await until(async () => (await explained(id)).some(({ fired }) => fired));
    const saved = await call('PUT', '/entity-types/deal/rules/big', { ...RULE, enabled: false });
    const { version } = saved.json();
    await call('PATCH', `/entity-types/deal/records/${id}`, { doc: { amount: 3_000 } });
    const items = await explained(id);
    expect(items.map(({ fired, because, ruleVersion }) => [fired, because, ruleVersion])).toEqual([
      [false, 'disabled', version],
      [true, null, version - 1],
    ]);
  });

  it('keeps values from who may not read them', async () => {
    const grants = [{ entityType: 'deal', actions: ['read'], scope: 'all', fields: { read: ['title'] } }];
    expect((await call('POST', '/roles', { key: 'guest', name: 'Guest', grants })).statusCode).toBe(201);
    const guest = await app.addUser(['guest']);
    await call('PUT', '/entity-types/deal/rules/big', RULE);
    const { id } = (await call('POST', '/entity-types/deal/records', { doc: { title: 'S', amount: 1 } })).json();
    await call('PATCH', `/entity-types/deal/records/${id}`, { doc: { amount: 777 } });
    const answer = await call('GET', `/entity-types/deal/records/${id}/explain`, undefined, guest.token);
    expect(answer.json().items).toHaveLength(1);
    expect(answer.body).not.toMatch(/\W777\W/);
    expect(answer.json().items[0].saidNo).toMatchObject([{ field: 'amount', hidden: true, left: null }]);
  });
});
