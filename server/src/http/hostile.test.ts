import type { Route } from '@etapa/shared/api/route';
import { API_BASE } from '@etapa/shared/api/route';
import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../testing/app.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';
import { placesOf, type Schema, sample, valueAt, withAt } from '../testing/sample.ts';
import { type NamedRoute, namedRoutes } from './openapi.ts';

/** Texts that break careless programs, and must be refused or come back as they were. */
const TEXTS = [
  `'; DROP TABLE users; --`,
  `" OR 1=1 --`,
  '<script>alert(1)</script>',
  '#{7*7}{{constructor.constructor("return process")()}}',
  '=cmd|calc!A1',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '$1',
  '%',
  '\u202Egnirts\u200B \uFEFF',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} Z\u0351\u036B\u0343',
  'x'.repeat(70_000),
];

/** Texts that PostgreSQL or UTF-8 cannot hold. */
const BROKEN = ['a\0b', '\ud800', 'x\udc00y'];

const WRONG = [null, true, -1, 1.5, 1e300, '', [], {}, [[]], { a: { b: [null] } }, [1, 'a', null]];

const RAW: [what: string, body: string][] = [
  ['nothing', ''],
  ['half an object', '{"a":'],
  ['no JSON', '<xml/>'],
  ['a bare word', 'undefined'],
  ['NaN', '{"a": NaN}'],
  ['an infinite number', '{"a": 1e999}'],
  ['deep nesting of lists', '['.repeat(50_000) + ']'.repeat(50_000)],
  ['deep nesting of objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['a huge body', JSON.stringify({ a: 'x'.repeat(1024 * 1024) })],
  ['the prototype', '{"__proto__": {"isAdmin": true}}'],
  ['the constructor', '{"constructor": {"prototype": {"isAdmin": true}}}'],
  ['a key twice', '{"a": 1, "a": 2}'],
];

/** Bodies of calls whose schema leaves the shape to the core. The others are made up from their schemas. */
const BODIES: { [call: string]: unknown } = {
  'entityTypes.create': {
    key: 'thing',
    name: 'Thing',
    titleField: 'title',
    fields: [
      { key: 'title', label: { en: 'Title' }, kind: 'text', required: true, maxLength: 10, pattern: '^a' },
      { key: 'price', label: 'Price', kind: 'money', currency: 'EUR', min: 0, formula: '= 1 + 1', help: 'h' },
      { key: 'kind', label: 'Kind', kind: 'select', options: [{ key: 'a', label: 'A', color: 'red' }] },
      { key: 'link', label: 'Link', kind: 'link', target: 'job' },
    ],
    funnels: [
      {
        key: 'f',
        name: 'F',
        stages: [
          {
            key: 's',
            name: 'S',
            group: 'open',
            probability: 10,
            norm: 'P7D',
            required: ['price'],
            guard: { combinator: 'and', rules: [{ field: 'title', operator: '=', value: 'x' }] },
            rights: { see: ['member'] },
          },
        ],
        transitions: [{ from: 's', to: 's', label: 'again' }],
      },
    ],
    layout: { sections: [{ title: 'Main', fields: ['title'] }], card: ['title'] },
  },
  'records.create': { doc: { title: 'x' }, funnel: 'main', stage: 'todo', ownerId: null },
  'records.update': { doc: { title: 'x' }, ownerId: null },
  'records.move': { stage: 'done', funnel: 'main', doc: { title: 'x' }, after: null },
  'rules.create': {
    key: 'r',
    name: 'R',
    enabled: true,
    trigger: { kind: 'stage.entered', stages: ['done'], funnel: 'main' },
    when: { combinator: 'and', rules: [{ field: 'title', operator: '=', value: 'x' }] },
    steps: [{ id: 't', kind: 'task.create', title: 'Call {{ title }}', assignee: '= record.owner', due: 'PT2H' }],
  },
  'roles.replace': { name: 'Own', grants: [{ entityType: 'job', actions: ['read'], scope: 'own' }] },
};

const PACKAGE = {
  format: 'etapa-package',
  formatVersion: 1,
  key: 'things',
  version: '1',
  name: { en: 'Things' },
  description: 'd',
  roles: [{ key: 'keeper', name: 'K', grants: [{ entityType: 'thing', actions: ['read'], scope: 'own' }] }],
  entityTypes: [
    {
      ...(BODIES['entityTypes.create'] as { fields: object[] }),
      funnels: [{ key: 'f', name: 'F', stages: [{ key: 's', name: 'S', group: 'open' }], transitions: 'free' }],
      fields: [{ key: 'title', label: 'Title', kind: 'text' }],
      layout: undefined,
    },
  ],
  rules: [
    { entityType: 'thing', rule: { ...(BODIES['rules.create'] as object), trigger: { kind: 'record.created' } } },
  ],
  reports: [
    {
      name: 'R',
      roles: ['member'],
      picture: 'table',
      query: { dataset: 'records', entityType: 'thing', measures: [{ fn: 'count' }] },
    },
  ],
  views: [{ entityType: 'thing', name: 'V', shared: true, sort: '-title' }],
  sampleRecords: [{ entityType: 'thing', doc: { title: 'x' }, createdAgo: 'P1D' }],
};
BODIES['packages.install'] = PACKAGE;
BODIES['packages.inspect'] = PACKAGE;

const bodyOf = ({ noun, name, route }: NamedRoute): unknown =>
  BODIES[`${noun}.${name}`] ?? sample(route.body as Schema);

/** Tables that note tries, not effects. */
const NOTES = ['audit', 'rate_limits', 'sessions', 'cursors'];

/** Some calls are sent hundreds of bodies. */
jest.setTimeout(120_000);

describe('hostile input', () => {
  let app: TestApp;
  let attacker: { id: string; token: string };
  let counting: string;
  const ids: { [noun: string]: string } = {};
  const unknown = '00000000-0000-7000-8000-00000000dead';

  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    attacker = await app.addUser(['admin'], 'Attacker');
    const post = async (url: string, body: object) =>
      (await app.inject({ method: 'POST', url: API_BASE + url, body })).json().id;
    ids.records = (await makeJob(app, { title: 'A job' })).id;
    ids.users = (await app.addUser(['member'], 'Victim')).id;
    ids.tasks = await post('/tasks', { title: 'A task', recordId: ids.records });
    ids.teams = await post('/teams', { name: 'A team' });
    ids.comments = await post(`/entity-types/job/records/${ids.records}/comments`, { text: 'A comment' });
    const tables = await app.database.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1)`,
      [NOTES],
    );
    counting = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS rows FROM ${name}`).join(' UNION ALL ');
  }, 60_000);
  afterAll(() => app?.stop());

  const count = async () => JSON.stringify(await app.database.query(`${counting} ORDER BY 1`));

  /** The address of a route, its parameters filled with what exists. */
  const address = ({ noun, route }: NamedRoute, params: { [name: string]: string } = {}): string => {
    const known: { [name: string]: string } = {
      id: ids[noun] ?? (route.path.includes('/records/:id') ? (ids.records ?? unknown) : unknown),
      key: noun === 'roles' ? 'own' : 'job',
      funnel: 'main',
      ...params,
    };
    return API_BASE + route.path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? '1');
  };

  /** Sends, and checks what every answer must be. @returns the answer's JSON when it was taken */
  async function send(route: Route, url: string, payload?: string, type = 'application/json'): Promise<unknown> {
    const before = await count();
    const answer = await app.app.inject({
      method: route.method,
      url,
      payload,
      headers: {
        authorization: `Bearer ${attacker.token}`,
        ...(payload === undefined ? {} : { 'content-type': type }),
      },
    });
    const sent = `${route.method} ${url.slice(0, 300)} ${(payload ?? '').slice(0, 300)}`;
    if (answer.statusCode >= 500) throw new Error(`${sent} gave ${answer.statusCode} ${answer.body.slice(0, 500)}`);
    if (answer.statusCode < 400) return /json/.test(String(answer.headers['content-type'])) ? answer.json() : undefined;
    const problem = answer.json();
    if (problem.status !== answer.statusCode || !/^[a-z_]+$/.test(problem.code) || typeof problem.detail !== 'string') {
      throw new Error(`${sent} gave no problem document: ${answer.body.slice(0, 500)}`);
    }
    if (/SELECT|INSERT INTO|node_modules|\bat .+\.ts:\d/.test(answer.body))
      throw new Error(`${sent} told: ${answer.body}`);
    const after = await count();
    if (after !== before) throw new Error(`${sent} was refused and yet changed rows: ${before} ${after}`);
    return undefined;
  }

  /** What was taken comes back as it was sent, wherever the answer has it. */
  function checkFaithful(answer: unknown, place: readonly (string | number)[], text: string): void {
    const back = valueAt(answer, place);
    if (typeof back === 'string' && back !== text && back !== text.trim()) {
      throw new Error(
        `/${place.join('/')} was sent as ${JSON.stringify(text)} and came back as ${JSON.stringify(back)}`,
      );
    }
  }

  const withBody = namedRoutes.filter(({ route }) => route.body && route.consumes === 'application/json');
  const streams = (route: Route) => route.produces === 'text/event-stream';
  const title = ({ route }: NamedRoute) => `${route.method} ${route.path}`;

  it.each(withBody.map((each) => [title(each), each] as const))('%s: bodies that are not JSON', async (_, named) => {
    for (const [, body] of RAW) await send(named.route, address(named), body);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data; boundary=x',
    ]) {
      await send(named.route, address(named), '{}', type);
    }
  });

  it.each(withBody.map((each) => [title(each), each] as const))('%s: texts', async (_, named) => {
    const body = bodyOf(named);
    for (const place of placesOf(body).filter((each) => typeof valueAt(body, each) === 'string')) {
      for (const text of TEXTS) {
        checkFaithful(await send(named.route, address(named), JSON.stringify(withAt(body, place, text))), place, text);
      }
      for (const text of BROKEN) {
        const taken = await send(named.route, address(named), JSON.stringify(withAt(body, place, text)));
        if (taken !== undefined) throw new Error(`${title(named)} took ${JSON.stringify(text)} at /${place.join('/')}`);
      }
    }
  });

  it.each(withBody.map((each) => [title(each), each] as const))('%s: wrong and unknown values', async (_, named) => {
    const body = bodyOf(named);
    for (const place of placesOf(body)) {
      for (const wrong of WRONG) await send(named.route, address(named), JSON.stringify(withAt(body, place, wrong)));
      const at = valueAt(body, place);
      if (typeof at !== 'object' || at === null || Array.isArray(at)) continue;
      await send(named.route, address(named), JSON.stringify(withAt(body, [...place, 'unknown\u{1F480}'], 1)));
    }
  });

  it.each(namedRoutes.filter(({ route }) => /:/.test(route.path)).map((each) => [title(each), each] as const))(
    '%s: addresses',
    async (_, named) => {
      const hostile = [
        ...TEXTS.filter((text) => text.length < 1000),
        '%00',
        '%ED%A0%80',
        '..%2F..',
        '-1',
        '0',
        '9'.repeat(30),
        'NaN',
      ];
      const payload = named.route.body ? JSON.stringify(bodyOf(named)) : undefined;
      for (const name of Object.keys(named.route.params.properties)) {
        for (const text of hostile) {
          const value = text.startsWith('%') && text.length > 1 ? text : encodeURIComponent(text);
          await send(named.route, address(named, { [name]: value }), payload);
        }
      }
    },
  );

  it.each(namedRoutes.map((each) => [title(each), each] as const))('%s: query strings', async (_, named) => {
    const payload = named.route.body ? JSON.stringify(bodyOf(named)) : undefined;
    const query = async (text: string) => send(named.route, `${address(named)}?${text}`, payload);
    await query('unknown=1');
    await query('__proto__=1');
    await query('a=%ZZ');
    const properties = Object.entries<Schema>(named.route.query.properties as { [name: string]: Schema });
    for (const [name, schema] of streams(named.route) ? [] : properties) {
      const own =
        'x-json' in schema
          ? [
              '{"combinator":"and","rules":[{"field":"__proto__","operator":"=","value":{"a":[]}}]}',
              '['.repeat(1000),
              '{"rules":[]}',
            ]
          : [];
      for (const text of [
        ...TEXTS.filter((each) => each.length < 1000),
        ...own,
        '',
        '-1',
        '1e9',
        'null',
        '[]',
        '0001-01-01',
      ]) {
        await query(`${name}=${encodeURIComponent(text)}`);
      }
      for (const raw of ['%00', '%ED%A0%80', `1&${name}=2`]) await query(`${name}=${raw}`);
    }
  });

  it.each(
    namedRoutes
      .filter(({ route }) => route.consumes === 'multipart/form-data')
      .map((each) => [title(each), each] as const),
  )('%s: broken forms', async (_, named) => {
    const part = (name: string, file: string, content: string) =>
      `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${file}"\r\n\r\n${content}\r\n`;
    const form = 'multipart/form-data; boundary=x';
    await send(named.route, address(named), '{}');
    await send(named.route, address(named), '', form);
    await send(named.route, address(named), 'garbage', form);
    await send(named.route, address(named), part('file', 'a', 'never ended'), form);
    await send(named.route, address(named), `${part('other', 'a', 'x')}--x--`, form);
    for (const text of TEXTS.filter((each) => each.length < 1000 && !each.includes('"'))) {
      await send(named.route, address(named), `${part('file', text, text)}--x--`, form);
    }
  });

  it('leaves everything working', async () => {
    expect((await app.inject({ url: `${API_BASE}/auth/me`, token: attacker.token })).statusCode).toBe(200);
    await makeJob(app, { title: 'Still here' });
    const prototype: { [name: string]: unknown } = {};
    expect(prototype.isAdmin).toBeUndefined();
  });
});
