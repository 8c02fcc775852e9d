import { allRoutes } from '@etapa/shared/api/routes';
import { Validator } from '@seriousme/openapi-schema-validator';
import { type TestApp, testApp } from '../testing/app.ts';

describe('the description of the API', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 30_000);
  afterAll(() => app?.stop());

  it('is valid OpenAPI 3.1 and holds every call', async () => {
    const answer = await app.inject({ url: '/api/openapi.json', token: null });
    const document = answer.json();
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.values<{ [method: string]: { operationId: string } }>(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(operations).toHaveLength(allRoutes.length);
    expect(new Set(operations).size).toBe(allRoutes.length);
    expect(document.paths['/api/v1/tasks/{id}/complete'].post.parameters).toMatchObject([{ name: 'id', in: 'path' }]);
  });

  it('is a page that runs nothing from elsewhere', async () => {
    const answer = await app.inject({ url: '/api/docs', token: null });
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('/api/v1/auth/login');
    expect(answer.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [, url] of answer.body.matchAll(/(?:src|href)="(\/api\/docs[^"]+)"/g)) {
      expect((await app.inject({ url: String(url), token: null })).statusCode).toBe(200);
    }
  });
});
