import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { type TestApp, testApp } from '../testing/app.ts';

const field = (key: string, kind: string, more: object = {}) => ({ key, label: key, kind, ...more });
const firm = { key: 'firm', name: 'Firm', titleField: 'name', fields: [field('name', 'text', { required: true })] };
const order = {
  key: 'order',
  name: 'Order',
  titleField: 'title',
  fields: [
    field('title', 'text', { required: true }),
    field('firm', 'link', { target: 'firm' }),
    field('others', 'links', { target: 'order' }),
    field('amount', 'money', { currency: 'EUR' }),
    field('kind', 'select', { options: [{ key: 'new', label: { en: 'New one', uk: 'Нове' } }] }),
    field('secret', 'text'),
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      stages: [
        { key: 'open', name: 'Open', group: 'open' },
        { key: 'done', name: 'Done', group: 'won' },
      ],
    },
  ],
};

describe('what hangs on records', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    for (const body of [firm, order]) await post('/entity-types', body);
    await post('/roles', {
      key: 'clerk',
      name: 'Clerk',
      grants: [
        {
          entityType: 'order',
          actions: ['read', 'export'],
          scope: 'all',
          fields: { read: ['title', 'amount', 'kind'] },
        },
      ],
    });
  });
  afterAll(() => test?.stop());

  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, token?: string) =>
    test.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
  const post = async (url: string, body: object) => {
    const answer = await call('POST', url, body);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };
  const make = (type: string, doc: object) => post(`/entity-types/${type}/records`, { doc });
  const records = '/entity-types/order/records';

  it('is told newest first, each with who did it, page by page', async () => {
    const made = await make('order', { title: 'Told', amount: 1, secret: 'x' });
    await call('PATCH', `${records}/${made.id}`, { doc: { amount: 2 } });
    await post(`${records}/${made.id}/comments`, { text: 'Called them' });
    const ann = await test.addUser(['member'], 'Ann');
    await call('PATCH', `${records}/${made.id}`, { ownerId: ann.id }, ann.token);
    await post(`${records}/${made.id}/move`, { stage: 'done' });
    const entries: TimelineEntry[] = [];
    let cursor = '';
    do {
      const page = (await call('GET', `${records}/${made.id}/timeline?limit=2${cursor && `&cursor=${cursor}`}`)).json();
      entries.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(entries.map(({ kind, actor }) => [kind, actor.name])).toEqual([
      ['record.moved', 'Admin'],
      ['record.assigned', 'Ann'],
      ['comment.added', 'Admin'],
      ['record.updated', 'Admin'],
      ['record.created', 'Admin'],
    ]);
    expect(entries[0]?.data).toMatchObject({
      from: { funnel: 'main', stage: 'open' },
      to: { funnel: 'main', stage: 'done' },
    });
    expect(entries[1]?.data).toMatchObject({ beforeName: 'Admin', afterName: 'Ann' });
    expect(entries[2]?.data).toMatchObject({ text: 'Called them' });
    expect(entries[3]?.data.changes).toEqual([{ field: 'amount', before: 1, after: 2 }]);
    const moves = (await call('GET', `${records}/${made.number}/timeline?kind=move`)).json().items;
    expect(moves).toHaveLength(1);
    const clerk = await test.addUser(['clerk']);
    const seen = (await call('GET', `${records}/${made.id}/timeline`, undefined, clerk.token)).json().items;
    expect(JSON.stringify(seen)).not.toContain('secret');
  });

  it('links records both ways, as far as each reader may see', async () => {
    const acme = await make('firm', { name: 'Acme' });
    const first = await make('order', { title: 'First', firm: acme.id });
    const second = await make('order', { title: 'Second', others: [first.id] });
    const linksOf = async (type: string, id: string, token?: string) =>
      (await call('GET', `/entity-types/${type}/records/${id}/links`, undefined, token))
        .json()
        .items.map((link: { field: string; direction: string; record: { title: string } }) => [
          link.direction,
          link.field,
          link.record.title,
        ]);
    expect(await linksOf('order', first.id)).toEqual([
      ['out', 'firm', 'Acme'],
      ['in', 'others', 'Second'],
    ]);
    expect(await linksOf('firm', acme.id)).toEqual([['in', 'firm', 'First']]);
    const clerk = await test.addUser(['clerk']);
    expect(await linksOf('order', second.id, clerk.token)).toEqual([]);
  });

  it('is found in every type one may see, by word, number or nearly so', async () => {
    await make('firm', { name: 'Zeppelin Works' });
    const ordered = await make('order', { title: 'An order of zeppelins', secret: 'hushhush' });
    const find = async (q: string, token?: string) =>
      (await call('GET', `/search?q=${encodeURIComponent(q)}`, undefined, token))
        .json()
        .items.map(({ title }: { title: string }) => title);
    expect(await find('ZEPPELIN')).toEqual(['Zeppelin Works', 'An order of zeppelins']);
    expect(await find('zepellin')).toContain('Zeppelin Works');
    expect(await find(`#${ordered.number}`)).toContain('An order of zeppelins');
    expect(await find('hushhush')).toEqual(['An order of zeppelins']);
    const clerk = await test.addUser(['clerk']);
    expect(await find('zeppelin', clerk.token)).toEqual(['An order of zeppelins']);
    expect(await find('hushhush', clerk.token)).toEqual([]);
  });

  it('hides fields that a role does not name, in records, sums, filters and exports', async () => {
    const clerk = await test.addUser(['clerk']);
    await make('order', { title: 'Half hidden', amount: 3, secret: 'buried', kind: 'new' });
    const get = (url: string) => call('GET', url, undefined, clerk.token);
    const [seen] = (await get(`${records}?q=half`)).json().items;
    expect(seen.doc).toEqual({ title: 'Half hidden', amount: 3, kind: 'new' });
    expect((await get(`${records}?q=buried`)).json().items).toEqual([]);
    const filter = { combinator: 'and', rules: [{ field: 'secret', operator: '=', value: 'buried' }] };
    const filtered = await get(`${records}?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    expect([filtered.statusCode, filtered.json().errors[0].path]).toEqual([422, '/filter/rules/0/field']);
    expect((await get(`${records}?sort=secret`)).statusCode).toBe(400);
    expect((await get('/entity-types/order/export')).body).not.toContain('buried');
    expect((await get('/entity-types/order/export?columns=secret')).statusCode).toBe(400);
  });

  it('is exported so that no spreadsheet runs it, with names for ids', async () => {
    const firmMade = await make('firm', { name: '=cmd|calc' });
    await make('order', { title: '+SUM(A1)', firm: firmMade.id, amount: -5, kind: 'new' });
    await make('order', { title: 'two\nlines, "quoted"', amount: 0.1 });
    const query = '?columns=title,firm,amount,kind,$stage,$owner&sort=$number&bom=true';
    const answer = await call('GET', `/entity-types/order/export${query}`);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const text = answer.body;
    expect(text.startsWith('\ufefftitle,firm,amount,kind,stage,owner\n')).toBe(true);
    expect(text).toContain("'+SUM(A1),'=cmd|calc,-5,New one,Open,Admin\n");
    expect(text).toContain('"two\nlines, ""quoted""",,0.1,,Open,Admin\n');
    const member = await test.addUser(['member']);
    expect((await call('GET', '/entity-types/order/export', undefined, member.token)).statusCode).toBe(403);
    const audit = await test.database.query(`SELECT count(*) AS n FROM audit WHERE action = 'records.exported'`);
    expect(Number(audit[0]?.n)).toBeGreaterThan(0);
  });

  it('keeps views of one’s own and shared ones apart', async () => {
    const member = await test.addUser(['member']);
    const filter = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1 }] };
    const views = '/entity-types/order/views';
    const mine = await post(views, { name: 'Mine', filter, sort: '-amount', columns: ['title'] });
    const ours = await post(views, { name: 'Ours', shared: true });
    expect(mine).toMatchObject({ name: 'Mine', shared: false, filter, sort: '-amount', columns: ['title'] });
    const names = async (token?: string) =>
      (await call('GET', views, undefined, token)).json().items.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['Mine', 'Ours']);
    expect(await names(member.token)).toEqual(['Ours']);
    expect((await call('PATCH', `/views/${mine.id}`, { name: 'x' }, member.token)).statusCode).toBe(404);
    expect((await call('DELETE', `/views/${ours.id}`, undefined, member.token)).statusCode).toBe(403);
    const changed = await call('PATCH', `/views/${mine.id}`, { name: 'Renamed', sort: null });
    expect(changed.json()).toMatchObject({ name: 'Renamed', filter });
    expect(changed.json()).not.toHaveProperty('sort');
    const wrong = await call('POST', views, { name: 'x', filter: { combinator: 'and', rules: [{ field: 'no' }] } });
    expect(wrong.statusCode).toBe(422);
    expect((await call('DELETE', `/views/${mine.id}`)).statusCode).toBe(204);
    expect(await names()).toEqual(['Ours']);
  });
});
