import type { RecordView } from '@etapa/shared/api/records';
import { type TestApp, testApp } from '../testing/app.ts';

const partner = {
  key: 'partner',
  name: 'Partner',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'region', label: 'Region', kind: 'text' },
  ],
};
const order = {
  key: 'order',
  name: 'Order',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'partner', label: 'Partner', kind: 'link', target: 'partner' },
    { key: 'region', label: 'Region', kind: 'text' },
    { key: 'price', label: 'Price', kind: 'number' },
    { key: 'note', label: 'Note', kind: 'text' },
  ],
};
const term = (field: string, operator: string, value: string) => ({
  combinator: 'and',
  rules: [{ field, operator, value }],
});
const orders = '/api/v1/entity-types/order/records';

describe('a role', () => {
  let test: TestApp;
  const made: { [name: string]: RecordView } = {};
  const send = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, token?: string) =>
    test.inject({ method, url, body, token });
  const person = async (key: string, ...grants: object[]) => {
    const answer = await send('POST', '/api/v1/roles', { key, name: key, grants });
    expect(answer.statusCode).toBe(201);
    return test.addUser([key]);
  };

  beforeAll(async () => {
    test = await testApp({ worker: false });
    for (const type of [partner, order]) {
      expect((await send('POST', '/api/v1/entity-types', type)).statusCode).toBe(201);
    }
    for (const region of ['north', 'south']) {
      const doc = { name: region, region };
      made[region] = (await send('POST', '/api/v1/entity-types/partner/records', { doc })).json();
      const own = { title: `To the ${region}`, partner: made[region]?.id, region, price: 5, note: 'hidden' };
      made[`order ${region}`] = (await send('POST', orders, { doc: own })).json();
    }
  }, 30_000);
  afterAll(() => test?.stop());

  it('shows the fields it names of the records that a link brings into its scope', async () => {
    const { token } = await person('north', {
      entityType: 'order',
      actions: ['read', 'update', 'export'],
      scope: term('partner.region', '=', 'north'),
      fields: { read: ['title', 'price'], write: ['title'] },
    });
    const { items } = (await send('GET', orders, undefined, token)).json();
    expect(items.map(({ doc }: RecordView) => doc)).toEqual([{ title: 'To the north', price: 5 }]);
    const url = `${orders}/${made['order north']?.id}`;
    const changed = await send('PATCH', url, { doc: { title: 'Far north' } }, token);
    expect([changed.statusCode, changed.json().doc]).toEqual([200, { title: 'Far north', price: 5 }]);
    expect((await send('PATCH', url, { doc: { price: 1 } }, token)).statusCode).toBe(403);
    const [entry] = (await send('GET', `${url}/timeline`, undefined, token)).json().items;
    expect(entry.data.changes).toEqual([{ field: 'title', before: 'To the north', after: 'Far north' }]);
    const file = await send('GET', '/api/v1/entity-types/order/export?columns=title,price', undefined, token);
    expect(file.body).toContain('Far north,5');
  });

  it('lets make no record outside of its scope', async () => {
    const someone = await test.addUser(['member']);
    const own = await person('own', { entityType: 'order', actions: ['read', 'create'], scope: 'own' });
    const create = (token: string, body: object) => send('POST', orders, body, token);
    const mine = await create(own.token, { doc: { title: 'Mine' } });
    expect([mine.statusCode, mine.json().ownerId]).toEqual([201, own.id]);
    const theirs = await create(own.token, { doc: { title: 'Theirs' }, ownerId: someone.id });
    expect([theirs.statusCode, theirs.json().code]).toEqual([403, 'forbidden']);

    const south = await person(
      'south',
      { entityType: 'order', actions: ['create'], scope: term('partner.region', '=', 'south') },
      { entityType: 'order', actions: ['create'], scope: term('region', '=', 'west') },
      { entityType: 'partner', actions: ['read'], scope: 'all' },
    );
    const codes: number[] = [];
    for (const doc of [{ partner: made.south?.id }, { partner: made.north?.id }, { region: 'west' }, { region: 'x' }]) {
      codes.push((await create(south.token, { doc: { title: 'New', ...doc } })).statusCode);
    }
    expect(codes).toEqual([201, 403, 201, 403]);
  });
});
