import type { BoardColumn } from '@etapa/shared/api/board';
import { jest } from '@jest/globals';
import { BoardStore } from '../store/board.ts';
import { type TestApp, testApp } from '../testing/app.ts';

jest.setTimeout(60_000);

const STAGES = ['a', 'b', 'c'];
const parcel = {
  key: 'parcel',
  name: 'Parcel',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'weight', label: 'Weight', kind: 'number', scale: 2 },
    { key: 'price', label: 'Price', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'double', label: 'Double', kind: 'number', scale: 2, formula: '= weight * 2' },
  ],
  funnels: [{ key: 'way', name: 'Way', stages: STAGES.map((key) => ({ key, name: key, group: 'open' })) }],
};

describe('the totals of a board', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: parcel });
  });
  afterAll(() => test?.stop());

  const columns = async (query = ''): Promise<BoardColumn[]> =>
    (await test.inject({ url: `/api/v1/entity-types/parcel/board?perColumn=0${query}` })).json().columns;
  const totals = (found: BoardColumn[]) => found.map(({ stage, count, sums }) => ({ stage, count, sums }));

  it('are what a recount gives, whatever many writers do at once and however often they are added up', async () => {
    const ids: string[] = [];
    const url = '/api/v1/entity-types/parcel/records';
    const random = (below: number) => Math.floor(Math.random() * below);
    const act = async () => {
      const id = ids[random(ids.length)];
      const doc = { weight: random(1000) / 100, price: random(100), currency: ['EUR', 'JPY', null][random(3)] };
      const stage = STAGES[random(3)];
      const what = random(8);
      if (!id || what < 2) {
        const made = await test.inject({
          method: 'POST',
          url,
          body: { doc: { title: 'P', ...doc }, stage, ...(what ? { ownerId: null } : {}) },
        });
        ids.push(made.json().id);
      } else if (what < 5) await test.inject({ method: 'POST', url: `${url}/${id}/move`, body: { stage } });
      else if (what < 6) await test.inject({ method: 'PATCH', url: `${url}/${id}`, body: { doc } });
      else if (what < 7) await test.inject({ method: 'DELETE', url: `${url}/${id}` });
      else await test.inject({ method: 'POST', url: `${url}/${id}/restore` });
    };
    const store = test.get(BoardStore);
    await Promise.all([
      ...Array.from({ length: 6 }, async () => {
        for (let turn = 0; turn < 50; turn++) await act();
      }),
      (async () => {
        for (let turn = 0; turn < 20; turn++) await store.compact(test.database);
      })(),
    ]);
    const kept = totals(await columns());
    const everything = { combinator: 'and', rules: [{ field: '$number', operator: '>', value: 0 }] };
    const counted = totals(await columns(`&filter=${encodeURIComponent(JSON.stringify(everything))}`));
    expect(kept).toEqual(counted);
    expect(kept.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(20);
    await store.compact(test.database);
    expect(totals(await columns())).toEqual(counted);
    const [rows] = await test.database.query<{ n: number }>('SELECT count(*) AS n FROM board_totals');
    expect(rows?.n).toBe(3);
  });

  it('are those of the records a person may see', async () => {
    const answer = await test.inject({
      method: 'POST',
      url: '/api/v1/roles',
      body: { key: 'own', name: 'Own', grants: [{ entityType: 'parcel', actions: ['read', 'create'], scope: 'own' }] },
    });
    expect(answer.statusCode).toBe(201);
    const person = await test.addUser(['own']);
    const url = '/api/v1/entity-types/parcel/records';
    const body = { doc: { title: 'Mine', weight: 1.5 }, stage: 'b' };
    const made = await test.inject({ method: 'POST', url, body, token: person.token });
    expect(made.body).toContain('Mine');
    const board = await test.inject({ url: '/api/v1/entity-types/parcel/board', token: person.token });
    const seen: BoardColumn[] = board.json().columns;
    expect(seen.map(({ count, items }) => [count, items.length])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(seen[1]?.sums).toEqual({ weight: 1.5, double: 3, price: {} });
  });
});
