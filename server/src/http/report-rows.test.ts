import { type TestApp, testApp } from '../testing/app.ts';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'task', label: 'Called like the rows of tasks', kind: 'text' },
    { key: 'region', label: 'Region', kind: 'text' },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: ['a', 'b'].map((key) => ({ key, label: key })) },
  ],
  funnels: [
    { key: 'sales', name: 'Sales', transitions: 'free', stages: [{ key: 'first', name: 'First', group: 'open' }] },
  ],
};
const and = (...rules: object[]) => ({ combinator: 'and', rules });

describe('a report on the rows of a dataset', () => {
  let app: TestApp;
  const send = async (method: 'POST' | 'PATCH' | 'GET', url: string, body?: object) => {
    const answer = await app.inject({ method, url: `/api/v1${url}`, ...(body ? { body } : {}) });
    return { status: answer.statusCode, ...answer.json() };
  };
  const query = (own: object) =>
    send('POST', '/reports/query', { dataset: 'tasks', entityType: 'deal', measures: [{ fn: 'count' }], ...own });
  const listed = async (behind: object): Promise<string[]> => {
    const url = `/entity-types/deal/records?count=exact&behind=${encodeURIComponent(JSON.stringify(behind))}`;
    const { items, total } = await send('GET', url);
    expect(items).toHaveLength(total);
    return items.map(({ doc }: { doc: { title: string } }) => doc.title).sort();
  };

  beforeAll(async () => {
    app = await testApp({ worker: false });
    expect((await send('POST', '/entity-types', DEAL)).status).toBe(201);
    const regions = ['north', 'north', 'north', 'south', 'south', 'west', undefined];
    for (const [index, region] of regions.entries()) {
      const doc = { title: String(index), task: 'x', region, tags: index === 0 ? ['a', 'b'] : ['a'] };
      const { id } = await send('POST', '/entity-types/deal/records', { doc });
      if (index > 2) continue;
      for (const [dueAt, done] of [
        ['2000-01-01T00:00:00Z', true],
        ['2000-01-01T00:00:00Z', false],
        ['2999-01-01T00:00:00Z', index > 0],
      ] as const) {
        const task = await send('POST', '/tasks', { title: 'Call', recordId: id, dueAt, priority: 'high' });
        if (done) await send('POST', `/tasks/${task.id}/complete`, {});
      }
    }
  }, 60_000);
  afterAll(() => app?.stop());

  it('is narrowed by their columns as by fields of the record, and its figures open as many records', async () => {
    const filter = and(
      { field: 'task.status', operator: '=', value: 'open' },
      { field: 'task.dueAt', operator: '<', value: '2001-01-01' },
      { field: 'title', operator: '!=', value: '2' },
    );
    const measures = [{ fn: 'count' }, { fn: 'countDistinct', field: '$id' }];
    const { rows, totals } = await query({ filter, measures, groupBy: [{ field: 'task.timeliness' }] });
    expect(rows).toEqual([{ 'task.timeliness': 'overdue', count: 2, countDistinct_$id: 2 }]);
    expect(totals).toEqual({ count: 2, countDistinct_$id: 2 });
    const behind = { report: 'query', dataset: 'tasks', filter };
    expect(await listed(behind)).toEqual(['0', '1']);
    const group = { 'task.timeliness': 'overdue' };
    expect(await listed({ ...behind, groupBy: [{ field: 'task.timeliness' }], group })).toEqual(['0', '1']);
    expect(await listed({ ...behind, filter: and({ field: 'task.status', operator: 'null' }) })).toEqual([]);
  });

  it('tells tasks done late and in time, still open and overdue', async () => {
    const { rows } = await query({ groupBy: [{ field: 'task.timeliness' }] });
    expect(
      Object.fromEntries(rows.map((row: { [key: string]: unknown }) => [row['task.timeliness'], row.count])),
    ).toEqual({ done: 2, doneLate: 3, open: 1, overdue: 3 });
  });

  it('asks of visits and events in the same words', async () => {
    const open = and(
      { field: 'visit.leftAt', operator: 'null' },
      { field: 'visit.stage', operator: 'in', value: ['first'] },
    );
    expect((await query({ dataset: 'stageVisits', filter: open })).totals.count).toBe(7);
    const made = and({ field: 'event.kind', operator: '=', value: 'record.created' });
    expect((await query({ dataset: 'events', filter: made })).totals.count).toBe(7);
    const late = and({ field: 'event.at', operator: 'olderThan', value: 'P1D' });
    expect((await query({ dataset: 'events', filter: late })).totals.count).toBe(0);
  });

  it('is told of columns that its dataset has not', async () => {
    const filter = and({ field: 'visit.stage', operator: '=', value: 'first' });
    expect(await query({ filter })).toMatchObject({ status: 422, code: 'invalid_condition' });
    expect(await query({ dataset: 'records', filter })).toMatchObject({ status: 422, code: 'invalid_condition' });
  });

  it('shows the largest groups, and the others as one more that opens its records', async () => {
    const groupBy = [{ field: 'region' }];
    const records = { dataset: 'records', groupBy };
    expect((await query({ ...records, top: { n: 1 } })).rows).toEqual([{ region: 'north', count: 3 }]);
    const { rows } = await query({ ...records, top: { n: 1, others: true } });
    expect(rows).toEqual([
      { region: 'north', count: 3 },
      { region: null, count: 4, others: true },
    ]);
    const behind = { report: 'query', dataset: 'records', groupBy };
    expect(await listed({ ...behind, except: ['north'] })).toEqual(['3', '4', '5', '6']);
    expect((await query({ ...records, top: { n: 4, others: true } })).rows).toHaveLength(4);
    const crossed = await query({
      dataset: 'records',
      groupBy: [...groupBy, { field: 'title' }],
      filter: and({ field: 'title', operator: 'in', value: ['0', '5', '6'] }),
      top: { n: 1, others: true },
    });
    expect(crossed.rows).toEqual([
      { region: 'north', title: '0', count: 1 },
      { region: null, title: '5', count: 1, others: true },
      { region: null, title: '6', count: 1, others: true },
    ]);
    const group = { title: '5' };
    expect(await listed({ ...behind, groupBy: [...groupBy, { field: 'title' }], except: ['north'], group })).toEqual([
      '5',
    ]);
    const several = await query({ dataset: 'records', groupBy: [{ field: 'tags' }], top: { n: 1, others: true } });
    expect(several.errors).toMatchObject([{ path: '/top/others' }]);
  });

  it('is kept only as a picture that it can be drawn as', async () => {
    const measures = [{ fn: 'count' }];
    const report = { name: 'x', query: { dataset: 'tasks', entityType: 'deal', measures }, picture: 'sankey' };
    expect(await send('POST', '/reports', report)).toMatchObject({ status: 400, errors: [{ path: '/picture' }] });
    const { id, status } = await send('POST', '/reports', { ...report, picture: 'number' });
    expect(status).toBe(201);
    const grouped = { ...report.query, groupBy: [{ field: 'task.status' }] };
    expect((await send('PATCH', `/reports/${id}`, { query: grouped })).status).toBe(400);
    expect((await send('PATCH', `/reports/${id}`, { query: grouped, picture: 'pie' })).status).toBe(200);
  });
});
