import { type TestApp, testApp } from '../testing/app.ts';
import { makeJobType } from '../testing/job-type.ts';

const note = {
  key: 'note',
  name: 'Note',
  titleField: 'text',
  fields: [{ key: 'text', label: 'Text', kind: 'text', required: true }],
};

const PACKAGE = {
  format: 'etapa-package',
  formatVersion: 1,
  key: 'notes',
  version: '1',
  name: 'Notes',
  entityTypes: [note],
};

describe('packages', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
  }, 30_000);
  afterAll(() => app?.stop());

  it('bring nothing into types that one may not design', async () => {
    const grants = [{ entityType: 'note', actions: ['read', 'design'], scope: 'all' }];
    const role = { key: 'author', name: 'Author', grants };
    await app.inject({ method: 'POST', url: '/api/v1/roles', body: role });
    const author = await app.addUser(['author']);
    const install = (sampleRecords: object[]) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/packages/install',
        body: { ...PACKAGE, sampleRecords },
        token: author.token,
      });
    const foreign = await install([{ entityType: 'job', doc: { title: 'Slipped in' } }]);
    expect(foreign.json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await app.inject({ url: '/api/v1/entity-types/note' })).statusCode).toBe(404);
    const own = await install([{ entityType: 'note', doc: { text: 'Mine' } }]);
    expect(own.json()).toMatchObject({ key: 'notes', entityTypes: ['note'], sampleRecords: 1 });
  });
});
