import { type TestApp, testApp } from '../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  namePlural: { en: 'Deals', uk: 'Угоди' },
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    { key: 'due', label: 'Due', kind: 'date' },
    {
      key: 'size',
      label: 'Size',
      kind: 'select',
      options: [
        { key: 's', label: 'Small' },
        { key: 'l', label: 'Large' },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'first', name: { en: 'First', uk: 'Перший' }, group: 'open', probability: 50, norm: 'P1D' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

describe('reports as spreadsheets', () => {
  let app: TestApp;
  const get = (report: object, more = '', token?: string) =>
    app.inject({ url: `/api/v1/reports/export?report=${encodeURIComponent(JSON.stringify(report))}${more}`, token });

  beforeAll(async () => {
    app = await testApp({ worker: false });
    const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: DEAL });
    expect(made.statusCode).toBe(201);
    for (const [title, amount, size] of [
      ['=cmd()', 10, 'l'],
      ['+b', 2.5, 's'],
    ] as const) {
      const doc = { title, amount, size, due: '2026-05-01' };
      await app.inject({ method: 'POST', url: '/api/v1/entity-types/deal/records', body: { doc } });
    }
  }, 60_000);
  afterAll(() => app?.stop());

  it('hold what their screens say, and no text that a spreadsheet would run', async () => {
    const query = {
      dataset: 'records',
      entityType: 'deal',
      groupBy: [{ field: 'title' }],
      measures: [{ fn: 'count' }, { fn: 'sum', field: 'amount' }],
    };
    const csv = await get({ report: 'query', query });
    expect([csv.statusCode, csv.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.body.split('\n').slice(0, 3)).toEqual([
      'Title,Number of records,Sum: Amount',
      "'+b,1,2.5",
      "'=cmd(),1,10",
    ]);
  });

  it('hold a cross table with its totals, which are no sums where those would lie', async () => {
    const groupBy = [{ field: 'title' }, { field: '$stage' }];
    const query = { dataset: 'records', entityType: 'deal', groupBy, measures: [{ fn: 'avg', field: 'amount' }] };
    const csv = await get({ report: 'query', query, crossed: true });
    expect(csv.body).toBe("Title,First,Total\n'+b,2.5,2.5\n'=cmd(),10,10\nTotal,6.25,6.25\n");
    const xlsx = await get({ report: 'query', query, crossed: true }, '&format=xlsx');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('stand in the order of the definition, as on the screen, where no other was asked for', async () => {
    const groupBy = [{ field: 'size' }];
    const query = { dataset: 'records', entityType: 'deal', groupBy, measures: [{ fn: 'sum', field: 'amount' }] };
    expect((await get({ report: 'query', query })).body).toBe('Size,Sum: Amount\nSmall,2.5\nLarge,10\n');
    const sorted = { ...query, sort: ['-sum_amount'] };
    expect((await get({ report: 'query', query: sorted })).body).toBe('Size,Sum: Amount\nLarge,10\nSmall,2.5\n');
  });

  it('can be had of every report, as CSV and as a workbook', async () => {
    const cohort = { entityType: 'deal', funnel: 'sales' };
    for (const [report, first] of [
      [{ report: 'funnel', ...cohort }, 'First,2,2,2,'],
      [{ report: 'deviations', ...cohort }, 'Everybody,First,86400,0,'],
      [{ report: 'flow', ...cohort }, ''],
      [{ report: 'forecast', entityType: 'deal' }, '2026-05-01,0,6.25,12.5,0,2,'],
    ] as const) {
      const csv = await get(report);
      expect([report.report, csv.statusCode, csv.body.split('\n')[1]]).toEqual([
        report.report,
        200,
        expect.stringMatching(new RegExp(`^${first}`)),
      ]);
      const xlsx = await get(report, '&format=xlsx');
      expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    }
  });

  it('is in the words of the reader, who needs the right to export', async () => {
    const oleh = await app.addUser(['manager'], 'Oleh');
    await app.inject({ method: 'PATCH', url: '/api/v1/auth/me', body: { language: 'uk' }, token: oleh.token });
    const csv = await get({ report: 'funnel', entityType: 'deal', funnel: 'sales' }, '', oleh.token);
    expect(csv.body).toMatch(/^Етап,[\s\S]*\nПерший,2,/);
    const mia = await app.addUser(['member'], 'Mia');
    const refused = await get({ report: 'funnel', entityType: 'deal', funnel: 'sales' }, '', mia.token);
    expect(refused.statusCode).toBe(403);
    expect((await get({ report: 'funnel', entityType: 'deal', funnel: 'gone' })).statusCode).toBe(404);
    expect((await get({ report: 'gone' })).statusCode).toBe(400);
  });
});
