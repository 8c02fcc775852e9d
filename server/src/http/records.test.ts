import type { BoardColumn } from '@etapa/shared/api/board';
import type { RecordView } from '@etapa/shared/api/records';
import { type TestApp, testApp } from '../testing/app.ts';

const company = {
  key: 'company',
  name: 'Company',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true, unique: true, maxLength: 200 },
    { key: 'mail', label: 'Mail', kind: 'email', unique: true },
    { key: 'region', label: 'Region', kind: 'text' },
  ],
};

const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true, maxLength: 200 },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', min: 0, indexed: true },
    { key: 'local', label: 'Local amount', kind: 'money', currencyField: 'currency' },
    { key: 'currency', label: 'Currency', kind: 'text' },
    { key: 'code', label: 'Code', kind: 'autonumber', format: 'D-{0000}' },
    {
      key: 'reason',
      label: 'Loss reason',
      kind: 'select',
      options: [
        { key: 'price', label: 'Price' },
        { key: 'time', label: 'Not now' },
      ],
    },
    { key: 'due', label: 'Due', kind: 'date' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'talk', name: 'Talk', group: 'open', required: ['amount'] },
        { key: 'tight', name: 'Tight', group: 'open', limit: 2 },
        { key: 'won', name: 'Won', group: 'won' },
        { key: 'lost', name: 'Lost', group: 'lost', required: ['reason'] },
      ],
    },
  ],
  layout: { sections: [{ title: 'Main', fields: ['title', 'amount'] }], card: ['amount'] },
};

describe('records over the API', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    for (const type of [company, deal]) {
      const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: type });
      expect(made.statusCode).toBe(201);
    }
  });
  afterAll(() => test?.stop());

  const at = (path = '', type = 'deal') => `/api/v1/entity-types/${type}/records${path}`;
  const make = async (doc: object, more: object = {}, type = 'deal'): Promise<RecordView> => {
    const answer = await test.inject({ method: 'POST', url: at('', type), body: { doc, ...more } });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json();
  };
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, token?: string) =>
    test.inject({ method, url, body, ...(token ? { token } : {}) });
  const list = async (query: object) => {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    );
    return send('GET', `${at()}?${search}`);
  };
  const titles = (answer: { json(): { items: RecordView[] } }) => answer.json().items.map(({ title }) => title);
  const board = async (query = ''): Promise<BoardColumn[]> =>
    (await send('GET', `/api/v1/entity-types/deal/board${query}`)).json().columns;
  const term = (field: string, operator: string, value?: unknown) => ({
    combinator: 'and',
    rules: [{ field, operator, ...(value === undefined ? {} : { value }) }],
  });

  it('makes a record in the first open stage, numbered and owned by who made it', async () => {
    const first = await make({ title: 'First', amount: 10.5 });
    const second = await make({ title: 'Second' });
    expect(first).toMatchObject({
      entityType: 'deal',
      funnel: 'sales',
      stage: 'new',
      title: 'First',
      ownerId: test.admin.id,
      ownerName: 'Admin',
      version: 1,
      closedAt: null,
      deletedAt: null,
      createdBy: { kind: 'user', id: test.admin.id },
      doc: { title: 'First', amount: 10.5, code: `D-${String(first.number).padStart(4, '0')}` },
    });
    expect(second.number).toBe(first.number + 1);
    expect((await send('GET', at(`/${first.number}`))).json()).toEqual(first);
  });

  it('refuses a document with all its faults at once', async () => {
    const answer = await send('POST', at(), { doc: { amount: -1, due: 'soon', nonsense: 1 } });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const { code, errors } = answer.json();
    expect(code).toBe('invalid_document');
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/doc/amount',
      '/doc/due',
      '/doc/nonsense',
      '/doc/title',
    ]);
  });

  it('shows titles of linked records, and refuses links to what is not there or of another type', async () => {
    const acme = await make({ name: 'Acme' }, {}, 'company');
    const linked = await make({ title: 'With company', company: acme.id });
    expect(linked.titles).toEqual({ [acme.id]: 'Acme' });
    expect((await send('GET', at(`/${linked.id}`))).json().titles).toEqual({ [acme.id]: 'Acme' });
    for (const id of [linked.id, '019a9f00-0000-7000-8000-000000000000']) {
      const answer = await send('POST', at(), { doc: { title: 'x', company: id } });
      expect([answer.statusCode, answer.json().errors[0].path]).toEqual([422, '/doc/company']);
    }
    expect(titles(await list({ filter: term('company.name', '=', 'acme') }))).toEqual(['With company']);
  });

  it('lets the last writer win per field without a version, and says what changed with one', async () => {
    const record = await make({ title: 'Race', amount: 1 });
    const answers = await Promise.all([
      send('PATCH', at(`/${record.id}`), { doc: { amount: 2 } }),
      send('PATCH', at(`/${record.id}`), { doc: { due: '2026-01-01' } }),
      send('PATCH', at(`/${record.id}`), { doc: { local: 7, currency: 'USD' } }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const now = (await send('GET', at(`/${record.id}`))).json();
    expect(now).toMatchObject({ version: 4, doc: { amount: 2, due: '2026-01-01', local: 7 } });
    const stale = await send('PATCH', at(`/${record.id}`), { version: 1, doc: { amount: 9 } });
    expect(stale.statusCode).toBe(409);
    expect(stale.json()).toMatchObject({ code: 'version_conflict', current: { id: record.id, version: 4 } });
    const same = await send('PATCH', at(`/${record.id}`), { doc: { amount: 2 } });
    expect(same.json().version).toBe(4);
    const cleared = await send('PATCH', at(`/${record.id}`), { version: 4, doc: { amount: null } });
    expect(cleared.json().doc).not.toHaveProperty('amount');
  });

  it('keeps unique values unique and names who holds them', async () => {
    const held = await make({ name: 'Unique', mail: 'Info@Unique.example' }, {}, 'company');
    const answer = await send('POST', at('', 'company'), { doc: { name: 'Other', mail: 'info@unique.EXAMPLE' } });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({
      code: 'duplicate',
      errors: [{ path: '/doc/mail' }],
      record: { id: held.id, title: 'Unique' },
    });
    expect((await send('DELETE', at(`/${held.id}`, 'company'))).statusCode).toBe(204);
    await make({ name: 'Unique' }, {}, 'company');
    const back = await send('POST', at(`/${held.id}/restore`, 'company'));
    expect([back.statusCode, back.json().errors[0].path]).toEqual([409, '/doc/name']);
  });

  it('asks for what a stage needs, takes it in the same step, and places the card', async () => {
    const record = await make({ title: 'Mover' });
    const asked = await send('POST', at(`/${record.id}/move`), { stage: 'lost' });
    expect(asked.statusCode).toBe(422);
    expect(asked.json()).toMatchObject({ code: 'required_fields', errors: [{ path: '/doc/reason' }] });
    const moved = await send('POST', at(`/${record.id}/move`), { stage: 'lost', doc: { reason: 'price' } });
    expect(moved.json()).toMatchObject({ stage: 'lost', version: 2, doc: { reason: 'price' } });
    expect(moved.json().closedAt).not.toBeNull();
    const unknown = await send('POST', at(`/${record.id}/move`), { stage: 'nowhere' });
    expect(unknown.statusCode).toBe(422);
  });

  it('moves a card once when many move it at the same time on one version', async () => {
    const record = await make({ title: 'Contested' });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        send('POST', at(`/${record.id}/move`), { stage: index % 2 ? 'won' : 'tight', version: 1 }),
      ),
    );
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
    const [row] = await test.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM events WHERE record_id = $1 AND kind = 'record.moved'`,
      [record.id],
    );
    expect(row?.count).toBe(1);
    await send('DELETE', at(`/${record.id}`));
  });

  it('keeps every one of many changes of different fields that come at once', async () => {
    const fields = Array.from({ length: 50 }, (_, index) => ({ key: `n${index}`, label: 'Number', kind: 'integer' }));
    const title = { key: 'title', label: 'Title', kind: 'text' };
    await send('POST', '/api/v1/entity-types', {
      key: 'wide',
      name: 'Wide',
      titleField: 'title',
      fields: [title, ...fields],
    });
    const { id } = (await send('POST', '/api/v1/entity-types/wide/records', { doc: { title: 'Busy' } })).json();
    const answers = await Promise.all(
      fields.map(({ key }, index) =>
        send('PATCH', `/api/v1/entity-types/wide/records/${id}`, { doc: { [key]: index } }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(fields.map(() => 200));
    const record: RecordView = (await send('GET', `/api/v1/entity-types/wide/records/${id}`)).json();
    expect(record).toMatchObject({
      version: 51,
      doc: Object.fromEntries(fields.map(({ key }, index) => [key, index])),
    });
  });

  it('never lets more cards into a stage than its limit, however many come at once', async () => {
    const records = await Promise.all(Array.from({ length: 6 }, (_, index) => make({ title: `Limit ${index}` })));
    const answers = await Promise.all(records.map(({ id }) => send('POST', at(`/${id}/move`), { stage: 'tight' })));
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([200, 200, 422, 422, 422, 422]);
    expect(answers.find(({ statusCode }) => statusCode === 422)?.json().code).toBe('stage_full');
  });

  it('puts cards on top when they come, and behind another card when told', async () => {
    const [a, b, c] = [await make({ title: 'A' }), await make({ title: 'B' }), await make({ title: 'C' })];
    const order = async () =>
      (await board('?funnel=sales&perColumn=200'))[0]?.items
        .filter(({ id }) => [a.id, b.id, c.id].includes(id))
        .map(({ title }) => title)
        .join('');
    expect(await order()).toBe('CBA');
    await send('POST', at(`/${c.id}/move`), { stage: 'new', after: a.id });
    expect(await order()).toBe('BAC');
    await send('POST', at(`/${a.id}/move`), { stage: 'new', after: null });
    expect(await order()).toBe('ABC');
    for (let turn = 0; turn < 60; turn++) {
      await send('POST', at(`/${turn % 2 ? b.id : c.id}/move`), { stage: 'new', after: a.id });
    }
    expect(await order()).toBe('ABC');
    const elsewhere = await send('POST', at(`/${a.id}/move`), { stage: 'won', after: b.id });
    expect([elsewhere.statusCode, elsewhere.json().errors[0].path]).toEqual([422, '/after']);
  });

  it('pages through a list without gaps or repeats, empty values last both ways', async () => {
    for (let index = 0; index < 25; index++) {
      await make({ title: `Page ${index}`, ...(index % 3 ? { amount: index % 4 } : {}) });
    }
    for (const sort of ['amount', '-amount', '-amount,$createdAt', '$title', '-$title', '-due,amount', '-$createdAt']) {
      const seen: RecordView[] = [];
      let cursor: string | null = null;
      do {
        const answer = await list({ sort, limit: 7, q: 'page', ...(cursor ? { cursor } : {}), count: 'exact' });
        const page = answer.json();
        expect(page.total).toBe(cursor ? 26 : 25);
        if (!cursor) await make({ title: 'Page 99 added meanwhile' });
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      const fromStart = seen.filter(({ title }) => !title.includes('meanwhile'));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(fromStart).toHaveLength(25);
      const amounts = seen.map(({ doc }) => doc.amount ?? null);
      if (sort.startsWith('-amount')) expect(amounts).toEqual([...amounts].sort((x, y) => byNumber(y, x)));
      if (sort === 'amount') expect(amounts).toEqual([...amounts].sort((x, y) => byNumber(x, y)));
      const extra = (await list({ q: 'meanwhile' })).json().items;
      for (const { id } of extra) await send('DELETE', at(`/${id}`));
    }
  });

  it('finds by text whatever the case, in two letters of any script, and takes wildcards as they are', async () => {
    await make({ title: '東京商事との商談' });
    await make({ title: '100% sure_thing' });
    expect(titles(await list({ q: '東京' }))).toEqual(['東京商事との商談']);
    expect(titles(await list({ q: 'SURE_TH' }))).toEqual(['100% sure_thing']);
    expect(titles(await list({ q: '100_' }))).toEqual([]);
    expect(titles(await list({ q: '100%' }))).toEqual(['100% sure_thing']);
  });

  it.each([
    ['a condition on an unknown field', { filter: term('nope', '=', 1) }, 422, 'invalid_condition'],
    ['a condition that is no group', { filter: { field: 'amount' } }, 422, 'invalid_condition'],
    ['an unknown sort field', { sort: 'nope' }, 400, 'malformed'],
    ['a cursor of another list', { cursor: 'WzFd' }, 400, 'malformed'],
    ['an unknown parameter', { nope: 1 }, 400, 'malformed'],
    ['a limit out of range', { limit: 201 }, 400, 'malformed'],
  ])('refuses %s', async (_, query, status, code) => {
    const answer = await list(query);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('refuses a filter that is not JSON', async () => {
    const answer = await send('GET', `${at()}?filter=%7Bx`);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed']);
  });

  it('shows columns with counts and sums that never mix currencies, and goes on in one column', async () => {
    await make({ title: 'Euro', local: 3.1, currency: 'EUR' }, { stage: 'won' });
    await make({ title: 'Euro 2', local: 0.2, currency: 'EUR', amount: 5 }, { stage: 'won' });
    await make({ title: 'Yen', local: 700, currency: 'JPY' }, { stage: 'won' });
    const columns = await board('?funnel=sales&perColumn=2');
    expect(columns.map(({ stage }) => stage)).toEqual(['new', 'talk', 'tight', 'won', 'lost']);
    const won = columns[3];
    expect(won).toMatchObject({ count: 3, sums: { amount: 5, local: { EUR: 3.3, JPY: 700 } } });
    expect(won?.items).toHaveLength(2);
    const [more] = await board(`?funnel=sales&stage=won&perColumn=2&cursor=${won?.nextCursor}`);
    expect(more?.items.map(({ title }) => title)).toEqual(['Euro']);
    expect(more?.nextCursor).toBeNull();
    const filter = encodeURIComponent(JSON.stringify(term('currency', '=', 'EUR')));
    const filtered = await board(`?funnel=sales&filter=${filter}`);
    expect(filtered[3]).toMatchObject({ count: 2, sums: { amount: 5, local: { EUR: 3.3 } } });
  });

  it('brings records back from the trash with everything they had', async () => {
    const record = await make({ title: 'Trash me', amount: 4 });
    const before = await board();
    expect((await send('DELETE', at(`/${record.id}`))).statusCode).toBe(204);
    expect((await send('PATCH', at(`/${record.id}`), { doc: { amount: 5 } })).statusCode).toBe(409);
    expect(titles(await list({ q: 'trash me' }))).toEqual([]);
    expect(titles(await list({ q: 'trash me', deleted: true }))).toEqual(['Trash me']);
    const back = await send('POST', at(`/${record.id}/restore`));
    expect(back.json()).toMatchObject({ id: record.id, deletedAt: null, doc: { title: 'Trash me', amount: 4 } });
    const after = await board();
    expect(after.map(({ count, sums }) => [count, sums])).toEqual(before.map(({ count, sums }) => [count, sums]));
  });

  it('hides what a person may not see behind 404, and forbids what they may not do', async () => {
    const nobody = await test.addUser([]);
    const member = await test.addUser(['member']);
    const record = await make({ title: 'Private' });
    expect((await send('GET', at(`/${record.id}`), undefined, nobody.token)).statusCode).toBe(404);
    expect((await send('POST', at(), { doc: { title: 'x' } }, nobody.token)).statusCode).toBe(404);
    expect((await send('GET', at(`/${record.id}`), undefined, member.token)).statusCode).toBe(200);
    expect((await send('DELETE', at(`/${record.id}`), undefined, member.token)).statusCode).toBe(403);
    expect((await send('POST', '/api/v1/entity-types', company, member.token)).statusCode).toBe(403);
  });
});

function byNumber(a: unknown, b: unknown): number {
  if (a === null || b === null) return 0;
  return Number(a) - Number(b);
}
