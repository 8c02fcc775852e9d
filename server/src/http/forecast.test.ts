import { Clock } from '../config/clock.ts';
import { type TestApp, testApp } from '../testing/app.ts';

const BASE = '/api/v1/entity-types/deal';
const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'cost', label: 'Cost', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'closeBy', label: 'Close by', kind: 'date' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'first', name: 'First', group: 'open', probability: 10 },
        { key: 'second', name: 'Second', group: 'open', probability: 45 },
        { key: 'won', name: 'Won', group: 'won' },
        { key: 'lost', name: 'Lost', group: 'lost' },
      ],
    },
  ],
};

describe('a forecast', () => {
  let app: TestApp;
  let member: { id: string; token: string };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await app.database.query(`UPDATE organization SET time_zone = 'Asia/Tokyo'`);
    // Already 1 May in Tokyo.
    app.get(Clock).now = () => new Date('2026-04-30T20:00:00Z');
    member = await app.addUser(['member'], 'Mia');
    expect((await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: DEAL })).statusCode).toBe(201);
    const make = async (stage: string, doc: object, ownerId: string | null = null) => {
      const body = { doc: { title: stage, ...doc }, stage, ownerId };
      const made = await app.inject({ method: 'POST', url: `${BASE}/records`, body });
      expect(made.statusCode).toBe(201);
      return made.json().id as string;
    };
    await make('first', { amount: 100.1, closeBy: '2026-05-10', cost: 5, currency: 'USD' }, member.id);
    await make('second', { amount: 200.1, closeBy: '2026-05-31', cost: 7, currency: 'EUR' });
    await make('second', { amount: 50, closeBy: '2026-07-01' });
    await make('second', { amount: 1000 });
    await make('won', { amount: 300, closeBy: '2026-01-01' });
    await make('lost', { amount: 7000, closeBy: '2026-05-10' });
    const gone = await make('first', { amount: 9000, closeBy: '2026-05-10' });
    await app.inject({ method: 'DELETE', url: `${BASE}/records/${gone}` });
  }, 60_000);
  afterAll(() => app?.stop());

  const forecast = async (query = '', token?: string) => {
    const answer = await app.inject({ url: `${BASE}/forecast?${query}`, token });
    expect(answer.statusCode).toBe(200);
    return answer.json();
  };
  const behind = async (figure: string, more: object): Promise<number> => {
    const asked = encodeURIComponent(JSON.stringify({ report: 'forecast', figure, by: 'month', ...more }));
    const answer = await app.inject({ url: `${BASE}/records?count=exact&behind=${asked}` });
    expect(answer.statusCode).toBe(200);
    return answer.json().total;
  };

  it('weighs what is open by the stage it is in, and counts what was won when it was closed', async () => {
    const { periods, totals, ...asked } = await forecast();
    expect(asked).toEqual({ by: 'month', dateField: 'closeBy', amountField: 'amount' });
    const none = { target: null, gap: null };
    expect(periods).toEqual([
      { period: '2026-05-01', open: 300.2, weighted: 100.055, won: 300, openCount: 2, wonCount: 1, ...none },
      { period: '2026-07-01', open: 50, weighted: 22.5, won: 0, openCount: 1, wonCount: 0, ...none },
      { period: null, open: 1000, weighted: 450, won: 0, openCount: 1, wonCount: 0, ...none },
    ]);
    expect(totals).toMatchObject({ open: 1350.2, weighted: 572.555, won: 300, openCount: 4, wonCount: 1 });
  });

  it('opens the records behind each figure', async () => {
    for (const { period, openCount, wonCount } of (await forecast()).periods) {
      expect([period, await behind('open', { period }), await behind('won', { period })]).toEqual([
        period,
        openCount,
        wonCount,
      ]);
    }
    expect(await behind('open', {})).toBe(4);
    expect(await behind('open', { owner: member.id })).toBe(1);
  });

  it('never adds currencies up, and can be of other dates, amounts, people and records', async () => {
    const { periods } = await forecast('by=quarter&amountField=cost');
    expect(periods[0]).toMatchObject({
      period: '2026-04-01',
      open: { EUR: 7, USD: 5 },
      weighted: { EUR: 3.15, USD: 0.5 },
    });
    expect((await forecast(`owner=${member.id}`)).totals).toMatchObject({ open: 100.1, openCount: 1 });
    expect((await forecast('dateField=$createdAt')).periods).toMatchObject([{ period: '2026-05-01', openCount: 4 }]);
    const filter = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 150 }] };
    const some = await forecast(`filter=${encodeURIComponent(JSON.stringify(filter))}`);
    expect(some.totals).toMatchObject({ openCount: 2, wonCount: 1 });
  });

  it('is held against targets of people or of all', async () => {
    const set = (items: object[], token?: string) =>
      app.inject({ method: 'PUT', url: `${BASE}/targets`, body: { items }, token });
    const own = { month: '2026-05-01', ownerId: member.id, teamId: null, amount: 400 };
    const all = { ...own, ownerId: null, amount: 1000.5 };
    expect((await set([own], member.token)).statusCode).toBe(403);
    expect((await set([own, own])).statusCode).toBe(400);
    const nobody = await set([{ ...own, ownerId: '00000000-0000-7000-8000-000000000000' }]);
    expect(nobody.json()).toMatchObject({
      code: 'malformed',
      errors: [{ path: '/items/0/ownerId', code: 'not_found' }],
    });
    expect((await set([own])).json()).toEqual({ items: [own] });
    expect((await forecast()).periods[0]).toMatchObject({ target: 400, gap: -0.055 });
    expect((await set([all, { ...own, amount: 500 }])).json().items).toEqual([all, { ...own, amount: 500 }]);
    expect((await forecast('by=quarter')).totals).toMatchObject({ target: 1000.5, gap: 127.945 });
    expect((await forecast(`owner=${member.id}`, member.token)).totals).toMatchObject({ target: 500, gap: 489.99 });
    const other = await app.addUser(['member'], 'Oleh');
    expect((await forecast(`owner=${member.id}`, other.token)).totals.target).toBeNull();
    expect((await app.inject({ url: `${BASE}/targets`, token: other.token })).json()).toEqual({ items: [all] });
    expect((await set([{ ...own, amount: 0 }])).json()).toEqual({ items: [all] });
  });

  it('refuses what is no date and no amount', async () => {
    for (const query of ['dateField=amount', 'amountField=title', 'dateField=gone', 'by=minute']) {
      expect([query, (await app.inject({ url: `${BASE}/forecast?${query}` })).statusCode]).toEqual([query, 400]);
    }
  });
});
