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
    { key: 'pieces', label: 'Pieces', kind: 'integer' },
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
    const none = { target: null, gap: null, targets: {}, gaps: {} };
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
    const own = { month: '2026-05-01', ownerId: member.id, teamId: null, amount: 400, currency: 'EUR' };
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

  describe('in several currencies', () => {
    const MAY = '2026-05-01';
    const set = async (items: object[]) => {
      const answer = await app.inject({ method: 'PUT', url: `${BASE}/targets`, body: { items } });
      return { status: answer.statusCode, ...answer.json() };
    };
    const all = { month: MAY, ownerId: null, teamId: null };
    const periodOf = async (query: string) =>
      (await forecast(query)).periods.find(({ period }: { period: string | null }) => period === MAY);
    const clear = async () => {
      const { items } = (await app.inject({ url: `${BASE}/targets` })).json();
      if (items.length > 0) await set(items.map((item: object) => ({ ...item, amount: 0 })));
    };
    afterEach(clear);

    it('is held in each against the target in it, and never against another', async () => {
      const items = [
        { ...all, amount: 100, currency: 'EUR' },
        { ...all, amount: 20, currency: 'USD' },
      ];
      expect(await set(items)).toEqual({ status: 200, items });
      expect(await periodOf('amountField=cost')).toMatchObject({
        weighted: { EUR: 3.15, USD: 0.5 },
        target: null,
        gap: null,
        targets: { EUR: 100, USD: 20 },
        gaps: { EUR: 96.85, USD: 19.5 },
      });
      expect((await forecast('amountField=cost&by=quarter')).totals).toMatchObject({ gaps: { EUR: 96.85, USD: 19.5 } });
      // What comes in in euros is no part of what should in dollars.
      expect(await periodOf('amountField=amount')).toMatchObject({ gap: null, gaps: { EUR: -300.055, USD: 20 } });
      await set([{ ...all, amount: 0, currency: 'EUR' }]);
      expect(await periodOf('amountField=amount')).toMatchObject({ target: 20, gap: null, gaps: { USD: 20 } });
    });

    it('says in a file which each is in', async () => {
      await set([{ ...all, amount: 4000, currency: 'JPY' }]);
      const lines = async (amountField: string) => {
        const report = JSON.stringify({ report: 'forecast', entityType: 'deal', by: 'month', amountField });
        const { body } = await app.inject({ url: `/api/v1/reports/export?report=${encodeURIComponent(report)}` });
        return body.split('\n').find((line) => line.startsWith(MAY));
      };
      expect(await lines('cost')).toMatch(/,4000 JPY,4000 JPY\s*$/);
      expect(await lines('amount')).toMatch(/,4000 JPY,4000 JPY\s*$/);
      await clear();
      await set([{ ...all, amount: 500, currency: 'EUR' }]);
      expect(await lines('amount')).toMatch(/,500,99\.945\s*$/);
    });

    it('is of what people have in those for which nothing was set for all', async () => {
      await set([
        { ...all, amount: 100, currency: 'EUR' },
        { ...all, ownerId: member.id, amount: 30, currency: 'EUR' },
        { ...all, ownerId: member.id, amount: 7, currency: 'USD' },
      ]);
      expect(await periodOf('amountField=cost')).toMatchObject({ targets: { EUR: 100, USD: 7 } });
      expect(await periodOf(`amountField=cost&owner=${member.id}`)).toMatchObject({ targets: { EUR: 30, USD: 7 } });
    });

    it('has numbers of something for what is no money, and for nothing else', async () => {
      await set([
        { ...all, amount: 12, currency: null },
        { ...all, amount: 100, currency: 'EUR' },
      ]);
      expect(await periodOf('amountField=pieces')).toMatchObject({ target: 12, gap: 12, targets: {}, gaps: {} });
      expect(await periodOf('amountField=amount')).toMatchObject({ target: 100, targets: { EUR: 100 } });
    });

    it('goes by the first amount of the type where none is named, else by the organisation', async () => {
      expect((await set([{ ...all, amount: 5 }])).items).toMatchObject([{ currency: 'EUR' }]);
      await clear();
      await app.database.query(`UPDATE organization SET currency = 'JPY'`);
      const key = 'visit';
      const fields = [
        { key: 'title', label: 'Title', kind: 'text' },
        { key: 'worth', label: 'Worth', kind: 'money', currencyField: 'code' },
        { key: 'code', label: 'Code', kind: 'text' },
      ];
      const type = { key, name: 'Visit', titleField: 'title', fields, funnels: DEAL.funnels };
      expect((await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: type })).statusCode).toBe(201);
      const body = { items: [{ ...all, amount: 5 }] };
      const answer = await app.inject({ method: 'PUT', url: `/api/v1/entity-types/${key}/targets`, body });
      expect(answer.json().items).toMatchObject([{ amount: 5, currency: 'JPY' }]);
      await app.database.query(`UPDATE organization SET currency = 'EUR'`);
    });

    it('is refused in what is no currency, and twice in one', async () => {
      expect(await set([{ ...all, amount: 5, currency: 'euro' }])).toMatchObject({ status: 400 });
      const twice = await set([
        { ...all, amount: 5 },
        { ...all, amount: 6, currency: 'EUR' },
      ]);
      expect(twice).toMatchObject({ status: 400, errors: [{ path: '/items/1', code: 'repeated' }] });
    });
  });

  it('refuses what is no date and no amount', async () => {
    for (const query of ['dateField=amount', 'amountField=title', 'dateField=gone', 'by=minute']) {
      expect([query, (await app.inject({ url: `${BASE}/forecast?${query}` })).statusCode]).toEqual([query, 400]);
    }
  });
});
