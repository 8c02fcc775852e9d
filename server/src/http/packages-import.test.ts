import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type TestApp, testApp } from '../testing/app.ts';

const FOLDER = resolve(import.meta.dirname, '../../../packages');
const READY = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && name !== 'package.json' && name !== 'tsconfig.json')
  .map((name) => JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')));

const stages = [
  { key: 'asked', name: 'Asked', group: 'open' },
  { key: 'bought', name: 'Bought', group: 'won' },
  { key: 'refused', name: 'Refused', group: 'lost' },
];

const request = {
  key: 'request',
  name: 'Request',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'price', label: 'Price', kind: 'text' },
    { key: 'urgency', label: 'Urgency', kind: 'select', options: [{ key: 'low', label: 'Low' }] },
  ],
  funnels: [{ key: 'main', name: 'Main', stages, transitions: 'free' }],
};

const rule = {
  key: 'ask-back',
  name: 'Ask back',
  enabled: true,
  trigger: { kind: 'stage.entered', stages: ['asked'] },
  steps: [{ id: 't', kind: 'task.create', title: 'Ask', assignee: '= record.owner', due: 'P1D' }],
};

const packageOf = (...entityTypes: object[]) => ({
  format: 'etapa-package',
  formatVersion: 1,
  key: 'requests',
  version: '1.0.0',
  name: 'Requests',
  entityTypes,
});

describe('a process as a file', () => {
  const apps: TestApp[] = [];
  const begin = async () => {
    const app = await testApp({ worker: false });
    apps.push(app);
    return app;
  };
  let app: TestApp;
  beforeAll(async () => {
    app = await begin();
  }, 30_000);
  afterAll(async () => {
    await Promise.all(apps.map((each) => each.stop()));
  });

  const call = (path: string, body?: object, on = app, token = on.admin.token) =>
    on.inject({ method: body ? 'POST' : 'GET', url: `/api/v1${path}`, body, token });
  const done = async (path: string, body?: object, on = app) => {
    const answer = await call(path, body, on);
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json();
  };
  const exported = async (on: TestApp, entityTypes: string[]) =>
    (await call('/packages/export', { entityTypes }, on)).body;

  it.each(READY.map((each) => [each.key, each]))(
    'comes back the same, byte by byte, from wherever it was installed: %s',
    async (_, ready) => {
      const [first, second] = [await begin(), await begin()];
      const types = ready.entityTypes.map(({ key }: { key: string }) => key);
      await done('/packages/install', { builtin: ready.key }, first);
      const file = await exported(first, types);
      expect(file).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(file.endsWith('}\n')).toBe(true);
      const installed = await done('/packages/install', JSON.parse(file), second);
      expect(installed.drafts).toEqual([]);
      expect(await exported(second, [...types].reverse())).toBe(file);
      const again = await done('/packages/inspect', JSON.parse(file), first);
      expect(again.faults).toEqual([]);
      expect([...again.entityTypes, ...again.parts].filter(({ state }) => state !== 'unchanged')).toEqual([]);
      const gallery = await done('/packages/inspect', { builtin: ready.key }, second);
      expect([...gallery.entityTypes, ...gallery.parts].filter(({ state }) => state !== 'unchanged')).toEqual([]);
    },
    60_000,
  );

  it('tells the difference first, then adds and updates, and takes nothing away', async () => {
    await done('/packages/install', { ...packageOf(request), rules: [{ entityType: 'request', rule }] });
    const [main] = request.funnels;
    const next = packageOf({
      ...request,
      fields: [
        { key: 'title', label: 'What', kind: 'text', required: true },
        { key: 'supplier', label: 'Supplier', kind: 'text' },
        { key: 'urgency', label: 'Urgency', kind: 'select', options: [{ key: 'high', label: 'High' }] },
      ],
      funnels: [{ ...main, stages: [stages[0], { key: 'review', name: 'Review', group: 'open' }, stages[1]] }],
    });
    const difference = await done('/packages/inspect', next);
    expect(difference.entityTypes).toMatchObject([{ key: 'request', state: 'changed', goes: 'published' }]);
    expect(difference.entityTypes[0].changes.map(({ kind, path }: { [name: string]: string }) => [kind, path])).toEqual(
      expect.arrayContaining([
        ['changed', '/fields/title/label'],
        ['added', '/fields/supplier'],
        ['added', '/fields/urgency/options/high'],
        ['added', '/funnels/main/stages/review'],
      ]),
    );
    expect(difference.entityTypes[0].changes.filter(({ kind }: { kind: string }) => kind === 'removed')).toEqual([]);
    expect((await done('/entity-types/request')).version).toBe(1);

    expect(await done('/packages/install', next)).toMatchObject({ entityTypes: ['request'], drafts: [], waiting: [] });
    const now = await done('/entity-types/request');
    expect(now.fields.map(({ key }: { key: string }) => key)).toEqual(['title', 'price', 'supplier', 'urgency']);
    expect(now.fields[3].options.map(({ key }: { key: string }) => key)).toEqual(['low', 'high']);
    expect(now.funnels[0].stages.map(({ key }: { key: string }) => key)).toEqual([
      'asked',
      'review',
      'bought',
      'refused',
    ]);
    expect((await done('/entity-types/request/rules')).items).toMatchObject([{ key: 'ask-back', version: 1 }]);
    expect((await done('/packages/inspect', next)).entityTypes).toMatchObject([{ state: 'unchanged', changes: [] }]);
    const quiet = { ...next, rules: [{ entityType: 'request', rule: { ...rule, name: 'Quiet', enabled: false } }] };
    expect((await done('/packages/inspect', quiet)).parts).toMatchObject([
      { state: 'changed', changes: [{ kind: 'name' }, { kind: 'switchedOff' }] },
    ]);
  });

  it('says of views, reports and roles what is here and what the file says, and leaves them as it says', async () => {
    const view = { entityType: 'request', name: 'Cheap', columns: ['title'], sort: 'price', shared: true };
    const query = { dataset: 'records', entityType: 'request', measures: [{ fn: 'count' }] };
    const report = { name: 'How many', picture: 'number', roles: ['member'], query };
    const grant = { entityType: 'request', actions: ['read'], scope: 'all' };
    const role = { key: 'buyer', name: 'Buyer', grants: [grant] };
    await done('/packages/install', { ...packageOf(request), views: [view], reports: [report], roles: [role] });
    const { sort, ...unsorted } = view;
    const next = {
      ...packageOf(request),
      roles: [{ ...role, grants: [{ ...grant, actions: ['read', 'move'], fields: { read: ['title'] } }] }],
      reports: [{ ...report, query: { ...query, groupBy: [{ field: 'urgency' }] }, picture: 'bar' }],
      views: [{ ...unsorted, columns: ['title', 'price'] }],
    };
    const { parts } = await done('/packages/inspect', next);
    const told = ({ kind, state, differences }: { [name: string]: unknown }) => [kind, state, differences];
    expect(parts.map(told)).toEqual([
      [
        'role',
        'changed',
        [
          { entityType: 'request', member: 'actions', before: ['read'], after: ['read', 'move'] },
          { entityType: 'request', member: 'fieldsRead', before: null, after: ['title'] },
        ],
      ],
      [
        'report',
        'changed',
        [
          { member: 'groupBy', before: null, after: [{ field: 'urgency' }] },
          { member: 'picture', before: 'number', after: 'bar' },
        ],
      ],
      [
        'view',
        'changed',
        [
          { member: 'sort', before: 'price', after: null },
          { member: 'columns', before: ['title'], after: ['title', 'price'] },
        ],
      ],
    ]);
    await done('/packages/install', next);
    expect((await done('/packages/inspect', next)).parts.map(told)).toEqual(
      parts.map(({ kind }: { kind: string }) => [kind, 'unchanged', undefined]),
    );
  });

  it('lays what live records would notice into the draft, with what rests on it waiting', async () => {
    await done('/packages/install', packageOf({ ...request, key: 'order' }));
    await done('/entity-types/order/records', { doc: { title: 'Chairs', price: '12 apples' } });
    const fields = [
      ...request.fields.map((field) => (field.key === 'price' ? { ...field, kind: 'money', currency: 'EUR' } : field)),
      { key: 'budget', label: 'Budget', kind: 'money', currency: 'EUR' },
    ];
    const late = { ...rule, when: { combinator: 'and', rules: [{ field: 'budget', operator: '>', value: 5 }] } };
    const file = {
      ...packageOf({ ...request, key: 'order', fields }),
      rules: [{ entityType: 'order', rule: late }],
    };
    const difference = await done('/packages/inspect', file);
    expect(difference.entityTypes).toMatchObject([{ state: 'changed', goes: 'draft' }]);
    expect(difference.parts).toMatchObject([{ kind: 'rule', state: 'added', waits: true }]);
    const installed = await done('/packages/install', file);
    expect(installed).toMatchObject({ drafts: ['order'], rules: [], waiting: [{ kind: 'rule', key: 'ask-back' }] });
    expect(await done('/entity-types/order')).toMatchObject({ version: 1, fields: [{}, { kind: 'text' }, {}] });
    expect((await done('/entity-types/order/draft/check', {})).fields).toMatchObject([{ field: 'price', fails: 1 }]);

    await done('/entity-types/order/publish', { onUnconvertible: 'setAside' });
    expect(await done('/packages/install', file)).toMatchObject({ drafts: [], rules: ['ask-back'], waiting: [] });
  });

  it('goes into a draft that somebody has begun, and publishes nothing of theirs', async () => {
    await done('/packages/install', packageOf({ ...request, key: 'plan' }));
    const draft = { ...request, key: 'plan', namePlural: 'Half thought' };
    await app.inject({
      method: 'PUT',
      url: '/api/v1/entity-types/plan/draft',
      body: { revision: 0, definition: draft },
    });
    const more = { ...request, key: 'plan', fields: [...request.fields, { key: 'note', label: 'Note', kind: 'text' }] };
    expect(await done('/packages/install', packageOf(more))).toMatchObject({ drafts: ['plan'] });
    const now = await done('/entity-types/plan');
    expect([now.version, now.namePlural]).toEqual([1, undefined]);
    const kept = await done('/entity-types/plan?version=draft');
    expect([kept.namePlural, kept.fields.length]).toEqual(['Half thought', 4]);
  });

  it('names people by address and roles by key, and says who is not here', async () => {
    const ann = await app.addUser(['member'], 'Ann');
    const grants = [{ entityType: 'visit', actions: ['read', 'move'], scope: 'own' }];
    await done('/packages/install', {
      ...packageOf({
        ...request,
        key: 'visit',
        funnels: [
          { ...request.funnels[0], stages: [{ ...stages[0], rights: { enter: ['host'] } }, ...stages.slice(1)] },
        ],
      }),
      roles: [{ key: 'host', name: 'Host', grants }],
      rules: [{ entityType: 'visit', rule: { ...rule, steps: [{ ...rule.steps[0], assignee: ann.id }] } }],
    });
    const file = await exported(app, ['visit']);
    const document = JSON.parse(file);
    expect(document.rules[0].rule.steps[0].assignee).toBe(`user:${ann.id}@example.com`);
    expect(document.roles).toEqual([{ key: 'host', name: 'Host', grants }]);
    const other = await begin();
    const refused = await call('/packages/install', document, other);
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'invalid_definition',
      errors: [{ path: '/rules/0/rule/steps/0/assignee', code: 'unknown_person' }],
    });
    expect((await call('/entity-types/visit', undefined, other)).statusCode).toBe(404);
    await done('/packages/install?people=me', document, other);
    const [kept] = (await done('/entity-types/visit/rules', undefined, other)).items;
    expect(kept.steps[0].assignee).toBe(other.admin.id);
    expect((await done('/roles', undefined, other)).items).toContainEqual({ ...document.roles[0], builtin: false });

    const { roles, ...without } = document;
    const noRole = await call('/packages/inspect?people=me', {
      ...without,
      entityTypes: [{ ...without.entityTypes[0], key: 'tour' }],
    });
    expect(noRole.json().faults).toEqual([]);
    const stranger = await begin();
    expect((await done('/packages/inspect?people=me', without, stranger)).faults).toMatchObject([
      { path: '/entityTypes/0/funnels/0/stages/0/rights/enter/0', code: 'unknown_role' },
    ]);
  }, 60_000);

  it('says where a document is wrong, and what a later Etapa wrote', async () => {
    const faultsOf = async (body: object) => (await call('/packages/inspect', body)).json();
    expect(await faultsOf({ ...packageOf(request), formatVersion: 2 })).toMatchObject({
      status: 400,
      errors: [{ path: '/formatVersion', code: 'newer_format' }],
    });
    expect(await faultsOf({ hello: 'world' })).toMatchObject({ errors: [{ path: '/format', code: 'not_a_package' }] });
    expect(await faultsOf(packageOf(request, request))).toMatchObject({
      errors: [{ path: '/entityTypes/1', code: 'duplicate' }],
    });
    const wrong = { ...request, key: 'wrong', fields: [...request.fields, { key: 'x', label: 'X', kind: 'magic' }] };
    expect((await faultsOf(packageOf(wrong))).faults).toMatchObject([{ path: '/entityTypes/0/fields/3/kind' }]);
    const lonely = { ...rule, trigger: { kind: 'stage.entered', stages: ['nowhere'] } };
    expect(
      (await faultsOf({ ...packageOf(request), rules: [{ entityType: 'request', rule: lonely }] })).faults,
    ).toMatchObject([{ path: '/rules/0/rule/trigger/stages/0' }]);
  });

  it('takes types that link to each other, in whichever order they stand', async () => {
    const link = (key: string, target: string) => ({
      ...request,
      key,
      fields: [...request.fields, { key: 'other', label: 'Other', kind: 'link', target }],
    });
    const circle = packageOf(link('hen', 'egg'), link('egg', 'hen'));
    expect(await done('/packages/install', circle)).toMatchObject({ entityTypes: ['hen', 'egg'] });
    const file = JSON.parse((await call('/packages/export', { entityTypes: ['hen'], linked: true })).body);
    expect(file.entityTypes.map(({ key }: { key: string }) => key)).toEqual(['egg', 'hen']);
  });

  it('is only for who may design what is in it, and roles only for administrators', async () => {
    const grants = [{ entityType: 'request', actions: ['read', 'design'], scope: 'all' }];
    await done('/roles', { key: 'author', name: 'Author', grants });
    const author = await app.addUser(['author']);
    const member = await app.addUser(['member']);
    const as = async (token: string, path: string, body: object) => (await call(path, body, app, token)).statusCode;
    expect(await as(member.token, '/packages/export', { entityTypes: ['request'] })).toBe(403);
    expect(await as(author.token, '/packages/export', { entityTypes: ['request'] })).toBe(200);
    expect(await as(author.token, '/packages/export', { entityTypes: ['order'] })).toBe(404);
    expect(await as(member.token, '/packages/inspect', packageOf(request))).toBe(403);
    const wide = [{ entityType: 'request', actions: ['read', 'delete'], scope: 'all' }];
    const seizing = { ...packageOf(request), roles: [{ key: 'author', name: 'Author', grants: wide }] };
    expect((await call('/packages/install', seizing, app, author.token)).json()).toMatchObject({
      status: 422,
      errors: [{ path: '/roles/0', code: 'forbidden' }],
    });
  });
});
