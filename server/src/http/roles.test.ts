import { type TestApp, testApp } from '../testing/app.ts';
import { makeJobType } from '../testing/job-type.ts';

describe('roles', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
  }, 30_000);
  afterAll(() => app?.stop());

  const save = (key: string, grant: object) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/roles',
      body: { key, name: key, grants: [{ actions: ['read'], scope: 'all', ...grant }] },
    });
  const rows = (field: string) => ({ combinator: 'and', rules: [{ field, operator: '!=', value: 'x' }] });

  it('do not open every record by a slip of the pen', async () => {
    const at = { status: 422, code: 'invalid_condition', errors: [{ path: '/grants/0/scope/rules/0/field' }] };
    expect((await save('a', { entityType: 'job', scope: rows('titel') })).json()).toMatchObject(at);
    // What stands for every type may only speak of what every type has.
    expect((await save('b', { entityType: '*', scope: rows('title') })).json()).toMatchObject(at);
    expect((await save('c', { entityType: 'job', scope: rows('title') })).statusCode).toBe(201);
    expect((await save('d', { entityType: '*', scope: rows('$stage') })).statusCode).toBe(201);
  });

  it('name fields and stages that are there, and types that are still to come', async () => {
    expect((await save('e', { entityType: 'job', fields: { read: ['tilte'] } })).json()).toMatchObject({
      status: 422,
      code: 'invalid_document',
      errors: [{ path: '/grants/0/fields/read/0', code: 'unknown_field' }],
    });
    expect((await save('f', { entityType: 'job', stages: { see: ['somewhere'] } })).json()).toMatchObject({
      errors: [{ path: '/grants/0/stages/see/0', code: 'unknown_stage' }],
    });
    expect((await save('g', { entityType: 'later', scope: rows('whatever') })).statusCode).toBe(201);
  });
});
