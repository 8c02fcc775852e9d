import { type TestApp, testApp } from '../testing/app.ts';

const REGION = { key: 'region', label: 'Region', kind: 'select', options: [{ key: 'emea', label: 'EMEA' }] };
const TITLE = { key: 'title', label: 'Title', kind: 'text' };
const COMPANY = { key: 'company', name: 'Company', titleField: 'title', fields: [TITLE, REGION] };
const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    TITLE,
    { key: 'price', label: 'Price', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'size', label: 'Size', kind: 'number' },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: ['a', 'b'].map((key) => ({ key, label: key })) },
    { key: 'companies', label: 'Companies', kind: 'links', target: 'company' },
    { key: 'secret', label: 'Secret', kind: 'number' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'first', name: 'First', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

describe('POST /reports/query', () => {
  let app: TestApp;
  const ids: string[] = [];
  const post = (url: string, body: object, token?: string) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, body, token });
  const query = async (own: object, token?: string) => {
    const answer = await post(
      '/reports/query',
      { dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }], ...own },
      token,
    );
    expect([answer.statusCode, answer.json().errors]).toEqual([200, undefined]);
    return answer.json();
  };

  beforeAll(async () => {
    app = await testApp({ worker: false });
    for (const type of [COMPANY, DEAL]) expect((await post('/entity-types', type)).statusCode).toBe(201);
    const companies: string[] = [];
    for (const title of ['One', 'Two']) {
      companies.push((await post('/entity-types/company/records', { doc: { title, region: 'emea' } })).json().id);
    }
    const docs = [
      { price: 10.1, currency: 'EUR', size: 1, tags: ['a', 'b'], companies },
      { price: 20.2, currency: 'EUR', size: 2, tags: ['a'] },
      { price: 1000, currency: 'JPY', size: 3 },
      { size: 10 },
    ];
    for (const doc of docs) {
      const made = await post('/entity-types/deal/records', { doc: { title: 'x', ...doc } });
      expect(made.statusCode).toBe(201);
      ids.push(made.json().id);
    }
    await post(`/entity-types/deal/records/${ids[0]}/move`, { stage: 'won' });
    for (const record of [ids[0], ids[0], ids[1]]) {
      expect((await post('/tasks', { title: 'Call', recordId: record, priority: 'high' })).statusCode).toBe(201);
    }
  }, 60_000);
  afterAll(() => app?.stop());

  it('takes every measure, of amounts by currency', async () => {
    const fns = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max', 'median', 'p90'];
    const { totals } = await query({
      measures: [
        ...fns.map((fn) => ({ fn, field: 'size' })),
        { fn: 'count' },
        { fn: 'sum', field: 'price' },
        { fn: 'median', field: 'price' },
      ],
    });
    expect(totals).toEqual({
      count: 4,
      count_size: 4,
      countDistinct_size: 4,
      sum_size: 16,
      avg_size: 4,
      min_size: 1,
      max_size: 10,
      median_size: 2.5,
      p90_size: expect.closeTo(7.9, 9),
      sum_price: { EUR: 30.3, JPY: 1000 },
      median_price: { EUR: 15.15, JPY: 1000 },
    });
  });

  it('lets a record stand in each of its groups, and measures it once in each', async () => {
    const measures = [{ fn: 'count' }, { fn: 'sum', field: 'size' }, { fn: 'countDistinct', field: 'tags' }];
    const { rows, totals } = await query({ groupBy: [{ field: 'tags' }], measures, sort: ['-count', 'tags'] });
    expect(rows).toEqual([
      { tags: 'a', count: 2, sum_size: 3, countDistinct_tags: 2 },
      { tags: null, count: 2, sum_size: 13, countDistinct_tags: 0 },
      { tags: 'b', count: 1, sum_size: 1, countDistinct_tags: 2 },
    ]);
    expect(totals).toEqual({ count: 4, sum_size: 16, countDistinct_tags: 2 });
    // Both companies of the first deal are in one region: it stands there once.
    const byRegion = await query({
      groupBy: [{ field: 'companies.region' }],
      measures: [{ fn: 'count' }, { fn: 'sum', field: 'size' }],
    });
    expect(byRegion.rows).toEqual([
      { 'companies.region': 'emea', count: 1, sum_size: 1 },
      { 'companies.region': null, count: 3, sum_size: 15 },
    ]);
  });

  it('sorts, and gives no more than asked', async () => {
    const { rows, totals } = await query({
      groupBy: [{ field: 'size' }],
      measures: [{ fn: 'sum', field: 'size' }],
      sort: ['-sum_size'],
      limit: 2,
    });
    expect(rows.map((row: { size: number }) => row.size)).toEqual([10, 3]);
    expect(totals).toEqual({ sum_size: 16 });
  });

  it('counts visits, tasks and events of the records', async () => {
    const visits = await query({
      dataset: 'stageVisits',
      groupBy: [{ field: 'visit.stage' }],
      measures: [{ fn: 'count' }, { fn: 'countDistinct', field: '$id' }, { fn: 'count', field: 'visit.leftAt' }],
    });
    expect(visits.rows).toEqual([
      { 'visit.stage': 'first', count: 4, countDistinct_$id: 4, 'count_visit.leftAt': 1 },
      { 'visit.stage': 'won', count: 1, countDistinct_$id: 1, 'count_visit.leftAt': 0 },
    ]);
    const tasks = await query({ dataset: 'tasks', groupBy: [{ field: 'task.priority' }, { field: 'tags' }] });
    expect(tasks.rows).toEqual([
      { 'task.priority': 'high', tags: 'a', count: 3 },
      { 'task.priority': 'high', tags: 'b', count: 2 },
    ]);
    const events = await query({
      dataset: 'events',
      groupBy: [{ field: 'event.kind' }],
      filter: { combinator: 'and', rules: [{ field: '$stage', operator: '=', value: 'won' }] },
    });
    expect(events.rows).toEqual(
      expect.arrayContaining([
        { 'event.kind': 'record.created', count: 1 },
        { 'event.kind': 'record.moved', count: 1 },
      ]),
    );
  });

  it('measures the edges of a cross table over everything, and lists as many records behind them', async () => {
    const groupBy = [{ field: 'tags' }, { field: '$stage' }];
    const measures = [{ fn: 'count' }, { fn: 'avg', field: 'size' }];
    const { subtotals, totals } = await query({ groupBy, measures, subtotals: true, sort: ['-avg_size'] });
    // The first record has both tags: it counts in each, and once in the whole.
    expect(subtotals).toEqual([
      [
        { tags: 'a', count: 2, avg_size: 1.5 },
        { tags: 'b', count: 1, avg_size: 1 },
        { tags: null, count: 2, avg_size: 6.5 },
      ],
      [
        { $stage: 'first', count: 3, avg_size: 5 },
        { $stage: 'won', count: 1, avg_size: 1 },
      ],
    ]);
    expect(totals).toEqual({ count: 4, avg_size: 4 });
    for (const [at, rows] of (subtotals as { [key: string]: unknown }[][]).entries()) {
      for (const { count, avg_size: _, ...group } of rows) {
        const behind = encodeURIComponent(
          JSON.stringify({ report: 'query', dataset: 'records', groupBy: [groupBy[at]], group }),
        );
        const list = await app.inject({ url: `/api/v1/entity-types/deal/records?behind=${behind}` });
        expect([group, list.json().items.length]).toEqual([group, count]);
      }
    }
    const top = await query({
      groupBy: [groupBy[1], { field: 'title' }],
      top: { n: 1, others: true },
      subtotals: true,
    });
    expect(top.subtotals).toEqual([
      [
        { $stage: 'first', count: 3 },
        { $stage: null, count: 1, others: true },
      ],
      [{ title: 'x', count: 4 }],
    ]);
    expect((await query({ groupBy })).subtotals).toBeUndefined();
  });

  it('calls who did things by words, also rules and what happens by itself', async () => {
    const { database } = app;
    for (const actor of [
      { kind: 'system', id: 'tasks' },
      { kind: 'rule', id: 'greeting', version: 1, runId: ids[0] },
    ]) {
      await database.query(
        `INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
         SELECT gen_random_uuid(), at, entity_type, record_id, record_version, 'comment.added', '{}', $2, cause
         FROM events WHERE record_id = $1 LIMIT 1`,
        [ids[3], JSON.stringify(actor)],
      );
    }
    const filter = { combinator: 'and', rules: [{ field: 'event.kind', operator: '=', value: 'comment.added' }] };
    const { rows, names } = await query({ dataset: 'events', groupBy: [{ field: 'event.actor' }], filter });
    expect(rows).toEqual([
      { 'event.actor': 'rule:greeting', count: 1 },
      { 'event.actor': 'system:etapa', count: 1 },
    ]);
    expect(names).toMatchObject({ 'rule:greeting': 'Rule “greeting”', 'system:etapa': 'Etapa (automatic)' });
  });

  it('is of one team where asked, and so are the lists behind it', async () => {
    const { id: ownerId } = await app.addUser(['member']);
    const team = (await post('/teams', { name: 'North', memberIds: [ownerId] })).json().id;
    const url = '/api/v1/entity-types/deal/records';
    const assigned = await app.inject({ method: 'PATCH', url: `${url}/${ids[2]}`, body: { ownerId } });
    expect(assigned.json()).toMatchObject({ teamId: team });
    for (const dataset of ['records', 'stageVisits', 'tasks']) {
      const count = dataset === 'tasks' ? 0 : 1;
      expect((await query({ dataset, team })).totals).toEqual({ count });
      const behind = encodeURIComponent(JSON.stringify({ report: 'query', dataset, team }));
      expect((await app.inject({ url: `${url}?behind=${behind}` })).json().items).toHaveLength(count);
    }
  });

  it('knows no field that the reader may not read, neither in the report nor behind it', async () => {
    const read = ['title', 'size'];
    const role = {
      key: 'narrow',
      name: 'Narrow',
      grants: [{ entityType: 'deal', actions: ['read'], scope: 'all', fields: { read, write: [] } }],
    };
    expect((await post('/roles', role)).statusCode).toBe(201);
    const { token } = await app.addUser(['narrow']);
    expect((await query({ groupBy: [{ field: 'size' }] }, token)).rows).toHaveLength(4);
    const groupBy = [{ field: 'secret' }];
    const asked = { dataset: 'records', entityType: 'deal', groupBy, measures: [{ fn: 'count' }] };
    expect((await post('/reports/query', asked, token)).json()).toMatchObject({ code: 'malformed' });
    const behind = { report: 'query', dataset: 'records', groupBy, group: { secret: null } };
    const url = `/api/v1/entity-types/deal/records?behind=${encodeURIComponent(JSON.stringify(behind))}`;
    expect((await app.inject({ url, token })).json()).toMatchObject({
      code: 'malformed',
      errors: [{ path: '/behind/groupBy/0/field' }],
    });
    expect((await app.inject({ url })).json().items).toHaveLength(4);
  });
});
