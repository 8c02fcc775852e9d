import { type TestApp, testApp } from '../testing/app.ts';

const field = { key: 'title', label: 'Title', kind: 'text' };
const type = { key: 'thing', name: 'Thing', titleField: 'title', fields: [field] };
const withFields = (...fields: object[]) => ({ ...type, fields: [field, ...fields] });
const circle = [
  { key: 'a', label: 'A', kind: 'number', formula: '= b + 1' },
  { key: 'b', label: 'B', kind: 'number', formula: '= a + 1' },
];
const packageOf = (changes: object = {}) => ({
  format: 'etapa-package',
  formatVersion: 1,
  key: 'things',
  version: '1.0.0',
  name: 'Things',
  entityTypes: [type],
  ...changes,
});
const rule = { key: 'r', name: 'R', enabled: true, trigger: { kind: 'record.created' }, steps: [] };
const member = (name: string) => JSON.parse(`{"${name}": {"polluted": true}}`);
const option = { key: 'constructor', label: 'C' };
const select = { key: 'choice', label: 'Choice', kind: 'select', options: [option, option] };

/** What is sent, where it is wrong and how that is called. */
const WRONG: [name: string, document: unknown, path: string, code: string][] = [
  ['no object', [], '', 'wrong_type'],
  ['another format', packageOf({ format: 'bpmn' }), '/format', 'not_a_package'],
  ['a later version', packageOf({ formatVersion: 2 }), '/formatVersion', 'newer_format'],
  ['a version that is a text', packageOf({ formatVersion: '1' }), '/formatVersion', 'unknown_format'],
  ['no version', packageOf({ formatVersion: undefined }), '/formatVersion', 'unknown_format'],
  ['no key', packageOf({ key: undefined }), '/key', 'required'],
  ['no name', packageOf({ name: undefined }), '/name', 'required'],
  ['no types', packageOf({ entityTypes: undefined }), '/entityTypes', 'required'],
  ['an empty list of types', packageOf({ entityTypes: [] }), '/entityTypes', 'too_few'],
  ['types that are none', packageOf({ entityTypes: [null, 'x', {}] }), '/entityTypes/0', 'wrong_type'],
  ['a type without fields', packageOf({ entityTypes: [{ key: 'x' }] }), '/entityTypes/0/fields', 'required'],
  ['a member that nobody knows', packageOf({ extra: 1 }), '/extra', 'unknown_key'],
  ['a constructor', packageOf(member('constructor')), '/constructor', 'unknown_key'],
  [
    'a prototype in a type',
    packageOf({ entityTypes: [{ ...type, ...member('prototype') }] }),
    '/entityTypes/0/prototype',
    'unknown_key',
  ],
  ['the same type twice', packageOf({ entityTypes: [type, type] }), '/entityTypes/1', 'duplicate'],
  [
    'the same option twice',
    packageOf({ entityTypes: [withFields(select)] }),
    '/entityTypes/0/fields/1/options/1/key',
    'duplicate',
  ],
  [
    'a link to nowhere',
    packageOf({ entityTypes: [withFields({ key: 'l', label: 'L', kind: 'link', target: 'gone' })] }),
    '/entityTypes/0/fields/1/target',
    'unknown_entity_type',
  ],
  [
    'formulas in a circle',
    packageOf({ entityTypes: [withFields(...circle)] }),
    '/entityTypes/0/fields/1/formula',
    'circular_formula',
  ],
  [
    'a rule of no type',
    packageOf({ rules: [{ entityType: 'gone', rule }] }),
    '/rules/0/entityType',
    'unknown_entity_type',
  ],
  [
    'a rule that is none',
    packageOf({ rules: [{ entityType: 'thing', rule: { key: 'r' } }] }),
    '/rules/0/rule/name',
    'required',
  ],
  [
    'a role for no type',
    packageOf({ roles: [{ key: 'r', name: 'R', grants: [{ entityType: 'gone', actions: ['read'], scope: 'all' }] }] }),
    '/roles/0/grants/0/entityType',
    'unknown_entity_type',
  ],
  [
    'samples of no type',
    packageOf({ sampleRecords: [{ entityType: 'gone', doc: {} }] }),
    '/sampleRecords/0/entityType',
    'unknown_entity_type',
  ],
  [
    'a view of no type',
    packageOf({ views: [{ entityType: 'gone', name: 'V' }] }),
    '/views/0/entityType',
    'unknown_entity_type',
  ],
  [
    'a report on a field that is not there',
    packageOf({
      reports: [
        {
          name: 'R',
          query: { dataset: 'records', entityType: 'thing', groupBy: [{ field: 'gone' }], measures: [{ fn: 'count' }] },
        },
      ],
    }),
    '/reports/0/query/groupBy/0/field',
    'unknown_field',
  ],
];

describe('a package that is wrong', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 30_000);
  afterAll(() => app?.stop());

  const send = async (path: string, text: string) => {
    const headers = { authorization: `Bearer ${app.admin.token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${app.address}/api/v1${path}`, { method: 'POST', headers, body: text });
    const body = (await answer.json()) as { errors: { path: string; message: string }[]; faults?: object[] };
    return { status: answer.status, body };
  };
  const types = async () => (await app.inject({ url: '/api/v1/entity-types' })).json().items;

  it.each(WRONG)('is refused with the place: %s', async (_, document, path, code) => {
    const { status, body } = await send('/packages/install', JSON.stringify(document));
    expect([400, 422]).toContain(status);
    expect(body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ path, code })]));
    expect(body.errors.every(({ message }) => message.length > 5)).toBe(true);
    expect(await types()).toEqual([]);
    const looked = await send('/packages/inspect', JSON.stringify(document));
    expect(status === 400 ? looked.body.errors : looked.body.faults).toEqual(body.errors);
  });

  it('never reaches what all objects share', async () => {
    const { status, body } = await send(
      '/packages/install',
      '{"format": "etapa-package", "formatVersion": 1, "__proto__": {"polluted": true}}',
    );
    expect([status, body.errors[0]?.path]).toEqual([400, '/__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is refused for its size before it is read', async () => {
    const began = performance.now();
    const large = await send('/packages/install', `{"format": "${'x'.repeat(100 * 1024 * 1024)}"}`).catch(
      // The server may hang up while the rest of it is still on its way.
      () => ({ status: 413 }),
    );
    expect(large.status).toBe(413);
    expect(performance.now() - began).toBeLessThan(15_000);
    const deep = await send('/packages/install', `${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(deep.body).toMatchObject({ status: 400, code: 'malformed' });
  }, 30_000);

  it('may be as large as what Etapa writes', async () => {
    const label = (text: string) => ({ en: text, ja: text, ru: text, uk: text });
    const fields = Array.from({ length: 300 }, (_, at) => ({
      ...{ key: `f${at}`, label: label(`Field ${at} ${'long '.repeat(30)}`), help: label('Help '.repeat(60)) },
      kind: 'text',
    }));
    const text = JSON.stringify(
      packageOf({ entityTypes: [withFields(...fields), { ...withFields(...fields), key: 'other' }] }),
    );
    expect(text.length).toBeGreaterThan(1_100_000);
    const { status, body } = await send('/packages/install', text);
    expect([status, body]).toMatchObject([201, { entityTypes: ['thing', 'other'] }]);
    const file = await app.inject({
      method: 'POST',
      url: '/api/v1/packages/export',
      body: { entityTypes: ['thing', 'other'] },
    });
    expect((await send('/packages/inspect', file.body)).body).toMatchObject({
      faults: [],
      entityTypes: [{ state: 'unchanged' }, {}],
    });
  });
});
