import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fieldExpression } from '../store/conditions-fields.ts';
import { type TestApp, testApp } from '../testing/app.ts';

const asset = {
  key: 'asset',
  name: { en: 'Asset', ja: '資産' },
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true, unique: true },
    { key: 'price', label: 'Price', kind: 'money', currency: 'EUR', indexed: true },
    { key: 'note', label: 'Note', kind: 'longText', indexed: true },
  ],
};

describe('entity types', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
  });
  afterAll(() => test?.stop());

  const call = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, token?: string) =>
    test.inject({ method, url: `/api/v1/entity-types${url}`, body, ...(token ? { token } : {}) });

  it('are made whole, published as version 1, with valid indexes for their fields', async () => {
    const made = await call('POST', '', asset);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ ...asset, version: 1 });
    expect((await call('GET', '/asset')).json()).toEqual(made.json());
    expect((await call('GET', '')).json()).toEqual({ items: [made.json()], nextCursor: null });
    expect((await call('GET', '/asset/versions')).json().items).toMatchObject([
      { version: 1, createdBy: { kind: 'user', id: test.admin.id } },
    ]);
    const indexes = await test.database.query(
      `SELECT split_part(c.relname, '_', 2) AS kind, i.indisunique AS "unique", i.indisvalid AS valid
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'records'::regclass AND c.relname ~ '^records_(unique|up|down)_' ORDER BY 1`,
    );
    expect(indexes).toEqual([
      { kind: 'down', unique: false, valid: true },
      { kind: 'down', unique: false, valid: true },
      { kind: 'unique', unique: true, valid: true },
      { kind: 'up', unique: false, valid: true },
      { kind: 'up', unique: false, valid: true },
    ]);
  });

  it('sort by an indexed field with its index', async () => {
    const rows = await test.database.transaction(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      return tx.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT id FROM records r WHERE r.entity_type = 'asset' AND r.deleted_at IS NULL
         ORDER BY ${fieldExpression({ key: 'price', kind: 'money' }).sort} DESC NULLS LAST, r.id DESC LIMIT 50`,
      );
    });
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index.*records_down_/);
  });

  it('keep texts of any length in indexed and unique fields', async () => {
    const long = '長い文'.repeat(20_000);
    const body = { doc: { name: 'n'.repeat(900), note: long } };
    const made = await call('POST', '/asset/records', body);
    expect(made.statusCode).toBe(201);
    expect(made.json().doc.note).toBe(long);
  });

  it('give a schema that another validator understands and that says what the server says', async () => {
    const schema = (await call('GET', '/asset/schema')).json();
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const valid = ajv.compile(schema);
    expect(valid({ name: 'x', price: 5 })).toBe(true);
    expect(valid({ price: 5 })).toBe(false);
    expect(valid({ name: 'x', unknown: 1 })).toBe(false);
  });

  it('are refused with every fault and its place', async () => {
    const wrong = {
      ...asset,
      key: 'wrong',
      titleField: 'nope',
      fields: [
        { key: 'a', label: 'A', kind: 'link', target: 'nothing' },
        { key: 'a', label: 'B', kind: 'text', extra: 1 },
      ],
    };
    const answer = await call('POST', '', wrong);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_definition']);
    const paths = answer.json().errors.map(({ path }: { path: string }) => path);
    for (const path of ['/titleField', '/fields/0/target', '/fields/1/extra']) expect(paths).toContain(path);
    expect((await call('GET', '/wrong')).statusCode).toBe(404);
  });

  it('have keys of their own, and are for designers to make', async () => {
    const again = await call('POST', '', asset);
    expect([again.statusCode, again.json().code, again.json().errors[0].path]).toEqual([409, 'duplicate', '/key']);
    const member = await test.addUser(['member']);
    expect((await call('POST', '', { ...asset, key: 'other' }, member.token)).statusCode).toBe(403);
  });

  it('go into the trash only when their key is said again, and their records with them', async () => {
    expect((await call('DELETE', '/asset')).statusCode).toBe(400);
    expect((await call('DELETE', '/asset?confirm=other')).statusCode).toBe(400);
    expect((await call('DELETE', '/asset?confirm=asset')).statusCode).toBe(204);
    expect((await call('GET', '/asset')).statusCode).toBe(404);
    expect((await call('GET', '/asset/records')).statusCode).toBe(404);
    expect((await call('GET', '')).json().items).toEqual([]);
  });
});
