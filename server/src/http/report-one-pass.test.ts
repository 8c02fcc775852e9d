import { type TestApp, testApp } from '../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'price', label: 'Price', kind: 'money', currencyField: 'currency' },
    { key: 'cost', label: 'Cost', kind: 'money', currency: 'EUR' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'size', label: 'Size', kind: 'number' },
    { key: 'due', label: 'Due', kind: 'date' },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: ['a', 'b'].map((key) => ({ key, label: key })) },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: ['first', 'second'].map((key) => ({ key, name: key, group: 'open' })),
    },
  ],
};

const [count, counted] = [{ fn: 'count' }, { fn: 'count', field: 'size' }];
const of = (field: string) => ['sum', 'avg', 'min', 'max'].map((fn) => ({ fn, field }));

interface Asked {
  measures: object[];
  [more: string]: unknown;
}

const RECORDS: Asked[] = [
  { measures: [count, counted, ...of('size'), ...of('cost')] },
  { measures: of('price') },
  { groupBy: [{ field: 'currency' }], measures: [count, ...of('price'), ...of('cost')], sort: ['-sum_cost'] },
  { groupBy: [{ field: '$createdAt', bucket: 'month' }, { field: '$stage' }], measures: [count, ...of('size')] },
  { groupBy: [{ field: 'due', bucket: 'quarter' }], measures: [count, ...of('size')], limit: 2 },
  { groupBy: [{ field: '$owner' }], measures: [count, { fn: 'count', field: 'tags' }, { fn: 'max', field: 'due' }] },
  { groupBy: [{ field: 'size' }], measures: [{ fn: 'sum', field: 'cost' }], top: { n: 2 } },
  { groupBy: [{ field: 'size' }], measures: [{ fn: 'sum', field: 'cost' }], top: { n: 2, others: true } },
  { groupBy: [{ field: 'size' }], measures: [{ fn: 'sum', field: 'price' }], top: { n: 3, others: true } },
  {
    groupBy: [{ field: 'currency' }, { field: '$stage' }],
    measures: [count, ...of('size')],
    top: { n: 1, others: true },
  },
  { groupBy: [{ field: 'currency' }], measures: [count], top: { n: 50, others: true } },
  { groupBy: [{ field: 'tags' }], measures: [count, ...of('size')] },
];

const VISITS: Asked[] = [
  { measures: [count, ...of('visit.seconds')] },
  {
    groupBy: [{ field: 'visit.stage' }],
    measures: [count, { fn: 'count', field: 'visit.leftAt' }, ...of('visit.seconds')],
  },
  { groupBy: [{ field: 'visit.enteredAt', bucket: 'week' }], measures: [count], sort: ['-count'] },
  { groupBy: [{ field: 'visit.stage' }, { field: 'currency' }], measures: [...of('cost'), ...of('visit.seconds')] },
];

describe('a report that is read in one pass', () => {
  let app: TestApp;
  const trashed: string[] = [];
  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: DEAL })).statusCode).toBe(201);
    for (let at = 0; at < 40; at += 1) {
      const doc = {
        title: `Deal ${at}`,
        ...(at % 5 ? { price: at * 11, currency: ['EUR', 'JPY', 'USD'][at % 3] } : {}),
        ...(at % 4 ? { cost: Math.round(10_000 / at) / 100, size: at % 7 } : {}),
        ...(at % 3 ? { due: `2026-${String((at % 9) + 1).padStart(2, '0')}-11`, tags: ['a', 'b'].slice(at % 2) } : {}),
      };
      const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types/deal/records', body: { doc } });
      expect(made.statusCode).toBe(201);
      const { id } = made.json();
      const url = `/api/v1/entity-types/deal/records/${id}`;
      if (at % 2) await app.inject({ method: 'POST', url: `${url}/move`, body: { stage: 'second' } });
      if (at % 10 === 3) {
        expect((await app.inject({ method: 'DELETE', url })).statusCode).toBeLessThan(300);
        trashed.push(id);
      }
    }
    await app.database.query(`
      UPDATE stage_visits SET entered_at = entered_at - make_interval(secs => id * 54321.123457);
      UPDATE records SET created_at = created_at - make_interval(days => number::int * 5)`);
  }, 60_000);
  afterAll(() => app?.stop());

  const ask = async (body: Asked) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/reports/query', body });
    expect([answer.statusCode, answer.json().errors]).toEqual([200, undefined]);
    return answer.json();
  };
  const asked: Asked[] = [
    ...RECORDS.map((query) => ({ dataset: 'records', entityType: 'deal', ...query })),
    ...VISITS.map((query) => ({ dataset: 'stageVisits', entityType: 'deal', ...query })),
  ];

  it.each(asked)('says exactly what it says when each figure is read by itself: %j', async (query) => {
    const different = 'countDistinct_$id';
    // How many different values there are cannot be told from parts: asked for, everything is read at once.
    const whole = await ask({ ...query, measures: [...query.measures, { fn: 'countDistinct', field: '$id' }] });
    const without = ({ [different]: n, ...row }: { [column: string]: unknown }) => {
      expect(typeof n).toBe('number');
      return row;
    };
    const { rows, totals } = await ask(query);
    expect(whole.totals[different]).toBe(40 - trashed.length);
    expect(rows).toEqual(whole.rows.map(without));
    expect(totals).toEqual(without(whole.totals));
  });
});
