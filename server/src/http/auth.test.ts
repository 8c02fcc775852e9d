import { type TestApp, testApp } from '../testing/app.ts';

const PASSWORD = 'correct horse battery';

/** Signs up the first administrator through the API of an empty Etapa. */
async function emptyApp(): Promise<TestApp> {
  const app = await testApp({ worker: false });
  await app.database.query('DELETE FROM api_tokens');
  await app.database.query('DELETE FROM users');
  return app;
}

const cookieOf = (answer: { headers: { [name: string]: unknown } }): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

describe('the first visit', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await emptyApp();
  }, 30_000);
  afterAll(() => app?.stop());

  it('creates one administrator, however many come at once, and says so ever after', async () => {
    const needed = () => app.inject({ url: '/api/v1/auth/setup', token: null });
    expect((await needed()).json()).toEqual({ needed: true });
    const setup = (email: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/auth/setup',
        token: null,
        body: { name: 'First', email, password: PASSWORD },
      });
    const answers = await Promise.all(['a@example.com', 'b@example.com', 'c@example.com'].map(setup));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
    expect((await setup('d@example.com')).json()).toMatchObject({ status: 409, code: 'conflict' });
    expect((await needed()).json()).toEqual({ needed: false });
    const winner = answers.find(({ statusCode }) => statusCode === 201);
    expect(winner?.json()).toMatchObject({
      user: { name: 'First', roles: ['admin'] },
      organization: { name: 'Etapa' },
    });
    const me = await app.inject({
      url: '/api/v1/auth/me',
      token: null,
      headers: { cookie: cookieOf(winner as never) },
    });
    expect(me.statusCode).toBe(200);
  });
});

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    const body = { name: 'Ann', email: 'Ann@example.com', password: PASSWORD, roles: ['member'] };
    expect((await app.inject({ method: 'POST', url: '/api/v1/users', body })).statusCode).toBe(201);
  }, 30_000);
  afterAll(() => app?.stop());

  const login = (email: string, password: string, headers = {}) =>
    app.inject({ method: 'POST', url: '/api/v1/auth/login', token: null, body: { email, password }, headers });

  it('sets a cookie that scripts of the page cannot read', async () => {
    const answer = await login('ann@EXAMPLE.com', PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json().user).toMatchObject({ name: 'Ann', email: 'Ann@example.com' });
    expect(answer.headers['set-cookie']).toMatch(/^etapa_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    expect(JSON.stringify(answer.json())).not.toContain('assword');
  });

  it('says the same of an unknown address and a wrong password', async () => {
    const [unknown, wrong] = [await login('nobody@example.com', PASSWORD), await login('ann@example.com', 'wrong')];
    expect(unknown.statusCode).toBe(401);
    expect(unknown.json()).toEqual(wrong.json());
  });

  it('ends with logging out', async () => {
    const cookie = cookieOf(await login('ann@example.com', PASSWORD));
    const me = () => app.inject({ url: '/api/v1/auth/me', token: null, headers: { cookie } });
    expect((await me()).statusCode).toBe(200);
    const out = await app.inject({ method: 'POST', url: '/api/v1/auth/logout', token: null, headers: { cookie } });
    expect(out.statusCode).toBe(204);
    expect((await me()).statusCode).toBe(401);
  });

  it('takes writes with the cookie from our own pages only', async () => {
    const cookie = cookieOf(await login('ann@example.com', PASSWORD));
    const rename = (headers: { [name: string]: string | undefined }) =>
      app.inject({
        method: 'PATCH',
        url: '/api/v1/auth/me',
        token: null,
        body: { name: 'Ann' },
        headers: { cookie, host: 'etapa.example', ...headers },
      });
    expect((await rename({})).statusCode).toBe(200);
    expect((await rename({ 'sec-fetch-site': 'same-origin', origin: 'http://etapa.example' })).statusCode).toBe(200);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await rename({ ...headers });
      expect(answer.json()).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('changes the password only with the present one, and ends other sessions', async () => {
    const [mine, other] = [
      cookieOf(await login('ann@example.com', PASSWORD)),
      cookieOf(await login('ann@example.com', PASSWORD)),
    ];
    const change = (body: object) =>
      app.inject({ method: 'PATCH', url: '/api/v1/auth/me', token: null, body, headers: { cookie: mine } });
    const refused = await change({ password: 'another long one', currentPassword: 'guess' });
    expect(refused.json()).toMatchObject({
      status: 422,
      errors: [{ path: '/currentPassword', code: 'wrong_password' }],
    });
    expect((await change({ password: 'another long one', currentPassword: PASSWORD })).statusCode).toBe(200);
    const me = (cookie: string) => app.inject({ url: '/api/v1/auth/me', token: null, headers: { cookie } });
    expect((await me(mine)).statusCode).toBe(200);
    expect((await me(other)).statusCode).toBe(401);
    expect((await change({ password: PASSWORD, currentPassword: 'another long one' })).statusCode).toBe(200);
  });

  it('is over at once when the person is deactivated', async () => {
    const cookie = cookieOf(await login('ann@example.com', PASSWORD));
    const me = () => app.inject({ url: '/api/v1/auth/me', token: null, headers: { cookie } });
    const { id } = (await me()).json().user;
    await app.inject({ method: 'PATCH', url: `/api/v1/users/${id}`, body: { active: false } });
    expect((await me()).statusCode).toBe(401);
    expect((await login('ann@example.com', PASSWORD)).statusCode).toBe(401);
    await app.inject({ method: 'PATCH', url: `/api/v1/users/${id}`, body: { active: true } });
    expect((await login('ann@example.com', PASSWORD)).statusCode).toBe(200);
  });

  it('is refused to people without a password', async () => {
    const body = { name: 'Imported', email: 'imported@example.com' };
    const made = await app.inject({ method: 'POST', url: '/api/v1/users', body });
    expect(made.json()).toMatchObject({ canLogIn: false, roles: ['member'] });
    for (const password of ['', ' ', 'null', 'nobody has this password']) {
      expect([400, 401]).toContain((await login('imported@example.com', password)).statusCode);
    }
  });

  it('is closed for a while after ten failures, for that address only', async () => {
    const tries = await Promise.all(Array.from({ length: 14 }, () => login('target@example.com', 'wrong password')));
    const limited = tries.filter(({ statusCode }) => statusCode === 429);
    expect(limited).toHaveLength(4);
    expect(limited[0]?.json()).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(800);
    expect((await login('ann@example.com', PASSWORD)).statusCode).toBe(200);
  });
});

describe('tokens', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 30_000);
  afterAll(() => app?.stop());

  it('are shown once, act as their maker and stop when revoked', async () => {
    const made = await app.inject({ method: 'POST', url: '/api/v1/api-tokens', body: { name: 'script' } });
    expect(made.statusCode).toBe(201);
    const { id, token } = made.json();
    expect(token).toMatch(/^etp_[\w-]{43}$/);
    const listed = await app.inject({ url: '/api/v1/api-tokens' });
    expect(listed.body).not.toContain(token);
    expect(listed.json().items).toContainEqual(expect.objectContaining({ id, name: 'script' }));
    const me = () => app.inject({ url: '/api/v1/auth/me', token });
    expect((await me()).json().user.id).toBe(app.admin.id);
    expect(await app.database.query('SELECT 1 FROM api_tokens WHERE token_hash::text LIKE $1', [`%${token}%`])).toEqual(
      [],
    );
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/api-tokens/${id}` })).statusCode).toBe(204);
    expect((await me()).statusCode).toBe(401);
  });

  it('are told what fields and stages roles bound them to, and nothing of bounds that are none', async () => {
    const grant = { entityType: 'deal', actions: ['read', 'create', 'update', 'move'], scope: 'own' };
    const bounds = { fields: { read: ['title', 'amount'], write: ['amount'] }, stages: { enter: ['new'] } };
    const roles = [
      {
        key: 'clerk',
        name: 'Clerk',
        grants: [
          { ...grant, ...bounds },
          { ...grant, entityType: 'firm' },
        ],
      },
      { key: 'chief', name: 'Chief', grants: [{ ...grant, entityType: '*' }] },
    ];
    for (const body of roles) await app.inject({ method: 'POST', url: '/api/v1/roles', body });
    const of = async (...held: string[]) => {
      const { token } = await app.addUser(held);
      return (await app.inject({ url: '/api/v1/auth/me', token })).json().permissions;
    };
    const { actions } = grant;
    expect(await of('clerk')).toEqual([
      {
        entityType: 'deal',
        actions,
        fields: { read: ['title', 'amount'], write: ['amount'] },
        stages: { enter: ['new'], create: ['new'] },
      },
      { entityType: 'firm', actions },
    ]);
    expect(await of('clerk', 'chief')).toContainEqual({ entityType: 'deal', actions });
  });

  it('cannot be revoked by others', async () => {
    const { id } = (await app.inject({ method: 'POST', url: '/api/v1/api-tokens', body: { name: 'mine' } })).json();
    const other = await app.addUser(['admin']);
    const answer = await app.inject({ method: 'DELETE', url: `/api/v1/api-tokens/${id}`, token: other.token });
    expect(answer.statusCode).toBe(404);
  });
});
