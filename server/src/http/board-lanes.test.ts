import type { BoardColumn, BoardLane } from '@etapa/shared/api/board';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const order = {
  key: 'order',
  name: 'Order',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    {
      key: 'region',
      label: 'Region',
      kind: 'select',
      options: [
        { key: 'north', label: 'North' },
        { key: 'south', label: 'South' },
      ],
    },
  ],
  funnels: [{ key: 'main', name: 'Main', stages: ['a', 'b'].map((key) => ({ key, name: key, group: 'open' })) }],
};

describe('a board with lanes', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: order });
    for (const [region, stage, amount] of [
      ['north', 'a', 10],
      ['north', 'a', 20],
      ['north', 'b', 5],
      ['south', 'a', 7],
      [undefined, 'b', 1],
    ] as const) {
      const body = { doc: { title: `${region} ${amount}`, amount, region }, stage };
      await test.inject({ method: 'POST', url: '/api/v1/entity-types/order/records', body });
    }
  });
  afterAll(() => test?.stop());

  const read = async (query: string, token?: string) =>
    test.inject({ url: `/api/v1/entity-types/order/board?${query}`, token });

  it('counts and sums every lane and column, and shows the first cards of each', async () => {
    const { columns, lanes }: { columns: BoardColumn[]; lanes: BoardLane[] } = (
      await read('laneBy=region&perColumn=1')
    ).json();
    expect(columns.map(({ stage, count, items }) => [stage, count, items.length])).toEqual([
      ['a', 3, 0],
      ['b', 2, 0],
    ]);
    const told = lanes.map(({ value, columns: cells }) => [
      value,
      ...cells.map(({ count, sums, items, nextCursor }) => [count, sums.amount, items.length, nextCursor !== null]),
    ]);
    expect(told).toEqual([
      ['north', [2, 30, 1, true], [1, 5, 1, false]],
      ['south', [1, 7, 1, false], [0, 0, 0, false]],
      [null, [0, 0, 0, false], [1, 1, 1, false]],
    ]);
  });

  it('goes on in one cell by its cursor and a filter for the lane', async () => {
    const { lanes }: { lanes: BoardLane[] } = (await read('laneBy=region&perColumn=1')).json();
    const cell = lanes[0]?.columns[0];
    const filter = { combinator: 'and', rules: [{ field: 'region', operator: '=', value: 'north' }] };
    const query = `stage=a&cursor=${cell?.nextCursor}&filter=${encodeURIComponent(JSON.stringify(filter))}`;
    const { columns }: { columns: BoardColumn[] } = (await read(query)).json();
    const shown = [...(cell?.items ?? []), ...(columns[0]?.items ?? [])];
    expect(shown.map(({ title }) => title).sort()).toEqual(['north 10', 'north 20']);
  });

  it('is laid by owner, of the records that the reader may see', async () => {
    const role = {
      key: 'own',
      name: 'Own',
      grants: [{ entityType: 'order', actions: ['read', 'create'], scope: 'own' }],
    };
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: role });
    const person = await test.addUser(['own']);
    await test.inject({
      method: 'POST',
      url: '/api/v1/entity-types/order/records',
      body: { doc: { title: 'Mine' } },
      token: person.token,
    });
    const { lanes }: { lanes: BoardLane[] } = (await read('laneBy=$owner', person.token)).json();
    expect(lanes.map(({ value }) => value)).toEqual([person.id]);
  });

  it('is not laid by a field that has no lanes, or that the reader may not read', async () => {
    expect((await read('laneBy=title')).statusCode).toBe(400);
    const grants = [{ entityType: 'order', actions: ['read'], scope: 'all', fields: { read: ['title'] } }];
    await test.inject({ method: 'POST', url: '/api/v1/roles', body: { key: 'titles', name: 'Titles', grants } });
    const person = await test.addUser(['titles']);
    expect((await read('laneBy=region', person.token)).statusCode).toBe(400);
  });
});
