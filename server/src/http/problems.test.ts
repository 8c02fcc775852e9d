import { type TestApp, testApp } from '../testing/app.ts';

describe('errors', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 30_000);
  afterAll(() => app?.stop());

  const raw = (
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    headers: { [name: string]: string } = {},
  ) =>
    app.app.inject({
      method,
      url,
      payload,
      headers: { authorization: `Bearer ${app.admin.token}`, 'content-type': 'application/json', ...headers },
    });

  const cases: [string, number, string, () => ReturnType<typeof raw>][] = [
    ['an unknown address', 404, 'not_found', () => raw('GET', '/api/v1/nowhere')],
    ['an unknown method of a known address', 404, 'not_found', () => raw('POST', '/api/v1/audit', '{}')],
    ['bad percent-encoding of the path', 400, 'malformed', () => raw('GET', '/api/v1/users/%ZZ')],
    ['bad percent-encoding of the query', 400, 'malformed', () => raw('GET', '/api/v1/users?q=%E0%A4%A')],
    ['an identifier that is none', 404, 'not_found', () => raw('GET', '/api/v1/users/x')],
    ['a very long address', 404, 'not_found', () => raw('GET', `/api/v1/users/${'x'.repeat(5000)}`)],
    ['what is not JSON', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '{"title":')],
    ['an empty body', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '')],
    ['a body where there is none', 400, 'malformed', () => raw('POST', '/api/v1/auth/logout', '[1]')],
    [
      'another media type',
      415,
      'unsupported_media',
      () => raw('POST', '/api/v1/tasks', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    [
      'plain text',
      415,
      'unsupported_media',
      () => raw('POST', '/api/v1/tasks', '{}', { 'content-type': 'text/plain' }),
    ],
    ['a body that is too large', 413, 'too_large', () => raw('POST', '/api/v1/tasks', `"${'x'.repeat(1024 * 1024)}"`)],
    [
      'deep nesting',
      400,
      'malformed',
      () => raw('POST', '/api/v1/tasks', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    ],
    ['the same key twice', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '{"title": "a", "title": "b"}')],
    [
      'the prototype as a key',
      400,
      'malformed',
      () => raw('POST', '/api/v1/tasks', '{"title": "a", "__proto__": {"x": 1}}'),
    ],
    ['an infinite number', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '{"title": 1e999}')],
    ['NUL', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '{"title": "a\\u0000b"}')],
    ['half a character', 400, 'malformed', () => raw('POST', '/api/v1/tasks', '{"title": "a\\ud800b"}')],
    [
      'another kind of credential',
      401,
      'unauthenticated',
      () => raw('GET', '/api/v1/auth/me', undefined, { authorization: 'Basic YTpi' }),
    ],
  ];

  it.each(cases)('%s is a problem document', async (_what, status, code, call) => {
    const answer = await call();
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({
      status,
      code,
      type: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    });
    expect(answer.statusCode).toBe(status);
  });

  it('say where NUL is', async () => {
    const answer = await raw(
      'POST',
      '/api/v1/tasks',
      '{"title": "x", "checklist": [{"text": "\\u0000", "done": true}]}',
    );
    expect(answer.json().errors).toEqual([
      { path: '/checklist/0/text', code: 'nul_character', message: 'Text must not contain the NUL character.' },
    ]);
  });

  it('say nothing of the inside when we fail', async () => {
    await app.database.query('ALTER TABLE audit RENAME TO audit_gone');
    const answer = await raw('GET', '/api/v1/audit');
    await app.database.query('ALTER TABLE audit_gone RENAME TO audit');
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body).not.toMatch(/audit_gone|SELECT|relation|node_modules/);
  });
});
