import { type TestApp, testApp } from '../testing/app.ts';

describe('people, teams and roles', () => {
  let app: TestApp;
  let member: { id: string; token: string };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    member = await app.addUser(['member']);
  }, 30_000);
  afterAll(() => app?.stop());

  const post = (url: string, body: object, token = app.admin.token) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, body, token });
  const patch = (url: string, body: object, token = app.admin.token) =>
    app.inject({ method: 'PATCH', url: `/api/v1${url}`, body, token });
  const get = (url: string, token = app.admin.token) => app.inject({ url: `/api/v1${url}`, token });

  it('are changed by administrators only', async () => {
    const attempts = [
      post('/users', { name: 'X' }, member.token),
      patch(`/users/${member.id}`, { roles: ['admin'] }, member.token),
      post('/teams', { name: 'X' }, member.token),
      post('/roles', { key: 'x', name: 'X', grants: [] }, member.token),
      patch('/organization', { name: 'X' }, member.token),
      get('/audit', member.token),
      get('/users', member.token),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer.json()).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect((await get('/users/options', member.token)).json().items.length).toBeGreaterThanOrEqual(2);
  });

  it('keep an e-mail address to one person, whatever its case', async () => {
    const first = await post('/users', { name: 'Bo', email: 'bo@example.com' });
    expect(first.statusCode).toBe(201);
    const second = await post('/users', { name: 'Bo 2', email: 'BO@example.com' });
    expect(second.json()).toMatchObject({ status: 409, code: 'duplicate', existing: first.json().id });
    const race = await Promise.all(
      Array.from({ length: 4 }, () => post('/users', { name: 'R', email: 'r@example.com' })),
    );
    expect(race.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
    const answer = await patch(`/users/${first.json().id}`, { email: 'Bo@Example.com' });
    expect(answer.json()).toMatchObject({ email: 'Bo@Example.com' });
  });

  it('name every fault of a person at once', async () => {
    const unknown = '00000000-0000-7000-8000-000000000000';
    const body = { name: 'X', roles: ['member', 'nope'], teamId: unknown, timeZone: 'Mars/Base' };
    const answer = await post('/users', body);
    expect(answer.json()).toMatchObject({ status: 422, code: 'invalid_document' });
    expect(answer.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      '/roles/1',
      '/teamId',
      '/timeZone',
    ]);
    const shape = await post('/users', { name: '', email: 'no', password: 'short', extra: 1 });
    expect(shape.json()).toMatchObject({ status: 400, code: 'malformed' });
    const codes = new Map(shape.json().errors.map((each: { path: string; code: string }) => [each.path, each.code]));
    expect(codes.get('/extra')).toBe('unknown_key');
    expect([...codes.keys()].sort()).toEqual(['/email', '/extra', '/name', '/password']);
  });

  it('always keep one active administrator', async () => {
    const only = await patch(`/users/${app.admin.id}`, { active: false });
    expect(only.json()).toMatchObject({ status: 409, code: 'conflict' });
    expect((await patch(`/users/${app.admin.id}`, { roles: ['member'] })).statusCode).toBe(409);
    const second = await app.addUser(['admin']);
    // Each takes the other's right away at the same moment: one of them stays.
    const answers = await Promise.all([
      patch(`/users/${app.admin.id}`, { roles: ['member'] }, second.token),
      patch(`/users/${second.id}`, { roles: ['member'] }),
    ]);
    const admins = await app.database.query(`SELECT id FROM users WHERE active AND 'admin' = ANY(roles)`);
    expect(admins).toHaveLength(1);
    expect(answers.map(({ statusCode }) => statusCode)).toContain(200);
    await app.database.query(`UPDATE users SET roles = '{admin}' WHERE id = ANY($1)`, [[app.admin.id, second.id]]);
    await patch(`/users/${second.id}`, { active: false }, second.token);
    await new Promise((resolve) => setTimeout(resolve, 1100));
  });

  it('are listed page by page, each once', async () => {
    for (let at = 0; at < 5; at++) await post('/users', { name: `Page ${at % 2}`, email: `page${at}@example.com` });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { email: string }[]; nextCursor: string | null } = (
        await get(`/users?limit=2&q=page${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
      ).json();
      names.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor;
    } while (cursor);
    expect(names.sort()).toEqual([0, 1, 2, 3, 4].map((at) => `page${at}@example.com`));
    for (const bad of [
      'limit=0',
      'limit=201',
      'limit=x',
      'cursor=x',
      'cursor=WzFd',
      'other=1',
      'limit=1&limit=2',
      'q=%ZZ',
    ]) {
      expect((await get(`/users?${bad}`)).json()).toMatchObject({ status: 400, code: 'malformed' });
    }
  });

  it('know who is in a team, one team each, and no circle of teams', async () => {
    const a = (await post('/teams', { name: 'A', memberIds: [member.id] })).json();
    expect(a).toMatchObject({ name: 'A', memberIds: [member.id], leaderId: null, parentId: null });
    const b = (
      await post('/teams', { name: 'B', memberIds: [member.id], leaderId: app.admin.id, parentId: a.id })
    ).json();
    expect(b.memberIds).toEqual([member.id]);
    const teams = (await get('/teams')).json().items;
    expect(teams.find(({ id }: { id: string }) => id === a.id).memberIds).toEqual([]);
    expect((await patch(`/teams/${a.id}`, { parentId: b.id })).json()).toMatchObject({ status: 422 });
    expect((await patch(`/teams/${a.id}`, { parentId: a.id })).json()).toMatchObject({ status: 422 });
    expect((await patch(`/teams/${b.id}`, { parentId: null, name: 'B2' })).json()).toMatchObject({
      name: 'B2',
      parentId: null,
    });
  });

  it('replace what a role may do, but for administrators', async () => {
    const grants = [
      {
        entityType: 'deal',
        actions: ['read'],
        scope: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1 }] },
      },
    ];
    expect((await post('/roles', { key: 'viewer', name: 'Viewer', grants })).json()).toEqual({
      key: 'viewer',
      name: 'Viewer',
      grants,
      builtin: false,
    });
    expect((await post('/roles', { key: 'viewer', name: 'Viewer', grants })).json()).toMatchObject({
      code: 'duplicate',
    });
    const put = (key: string, body: object) => app.inject({ method: 'PUT', url: `/api/v1/roles/${key}`, body });
    expect((await put('viewer', { name: 'V', grants: [] })).json()).toMatchObject({
      key: 'viewer',
      name: 'V',
      grants: [],
    });
    expect((await put('admin', { name: 'A', grants: [] })).statusCode).toBe(409);
    expect((await put('nobody', { name: 'A', grants: [] })).statusCode).toBe(404);
    const bad = [
      { entityType: '*', actions: ['read'], scope: { combinator: 'xor', rules: [{ field: 'a', operator: '~' }] } },
    ];
    const answer = (await put('viewer', { name: 'V', grants: bad })).json();
    expect(answer).toMatchObject({ status: 422, code: 'invalid_condition' });
    expect(answer.errors.map(({ path }: { path: string }) => path)).toEqual([
      '/grants/0/scope/combinator',
      '/grants/0/scope/rules/0/operator',
    ]);
  });

  it('set the organisation, and note it all in the audit', async () => {
    const answer = await patch('/organization', { name: 'Acme', timeZone: 'Asia/Tokyo', currency: 'JPY' });
    expect(answer.json()).toMatchObject({
      name: 'Acme',
      timeZone: 'Asia/Tokyo',
      currency: 'JPY',
      languages: expect.any(Array),
    });
    for (const bad of [{ timeZone: '+09:00' }, { timeZone: 'Nowhere' }, { currency: 'ZZZ' }]) {
      expect((await patch('/organization', bad)).json()).toMatchObject({ status: 422, code: 'invalid_document' });
    }
    const page = (await get('/audit?limit=1')).json();
    expect(page.items[0]).toMatchObject({ action: 'organization.updated', actor: { kind: 'user', id: app.admin.id } });
    const next = (await get(`/audit?limit=200&cursor=${page.nextCursor}`)).json();
    const actions = new Set(next.items.map(({ action }: { action: string }) => action));
    for (const action of ['user.created', 'user.updated', 'role.created', 'role.updated', 'team.created']) {
      expect(actions).toContain(action);
    }
  });
});
