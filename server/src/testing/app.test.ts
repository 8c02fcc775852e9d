import { type TestApp, testApp } from './app.ts';

describe('an app under test', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  }, 30_000);
  afterAll(() => app?.stop());

  it('answers its administrator', async () => {
    const answer = await app.inject({ url: '/api/v1/auth/me' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ user: { id: app.admin.id } });
  });

  it('answers nobody else', async () => {
    expect((await app.inject({ url: '/api/v1/auth/me', token: null })).statusCode).toBe(401);
    expect((await app.inject({ url: '/api/v1/auth/me', token: 'etp_guess' })).statusCode).toBe(401);
  });

  it('listens', async () => {
    const answer = await fetch(`${app.address}/api/v1/nowhere`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});
