import type { Job } from '@etapa/shared/api/jobs';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

const firm = {
  key: 'firm',
  name: 'Firm',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'parent', label: 'Parent', kind: 'link', target: 'firm' },
  ],
};

describe('links to rows that come later in a file', () => {
  let app: TestApp;
  let clerk: { token: string };
  beforeAll(async () => {
    app = await testApp();
    await post('/entity-types', firm);
    await post('/roles', {
      key: 'clerk',
      name: 'Clerk',
      grants: [
        {
          entityType: 'firm',
          actions: ['read', 'create', 'update'],
          scope: 'all',
          fields: { read: ['name', 'parent'], write: ['name'] },
        },
      ],
    });
    clerk = await app.addUser(['clerk']);
  }, 30_000);
  afterAll(() => app?.stop());

  const post = async (path: string, body: object) => {
    const answer = await app.inject({ method: 'POST', url: `/api/v1${path}`, body });
    if (answer.statusCode !== 201) throw new Error(answer.body);
  };

  it('are set only by who may write the field', async () => {
    const form = new FormData();
    form.append('file', new Blob(['name,parent\nChild,Mother\nMother,\n']), 'firms.csv');
    const columns = { name: { field: 'name' }, parent: { field: 'parent', by: 'name' } };
    form.append('mapping', JSON.stringify({ columns }));
    const headers = { authorization: `Bearer ${clerk.token}` };
    const url = `${app.address}/api/v1/entity-types/firm/imports`;
    const { jobId } = (await (await fetch(url, { method: 'POST', body: form, headers })).json()) as { jobId: string };
    const job = await until(async () => {
      const found = (await app.inject({ url: `/api/v1/jobs/${jobId}` })).json() as Job;
      return found.status === 'done' && found;
    });
    expect(job).toMatchObject({ failedCount: 1, failed: [{ line: 2, column: 'parent', value: 'Mother' }] });
    const { items } = (await app.inject({ url: '/api/v1/entity-types/firm/records?sort=$number' })).json();
    expect(items.map(({ doc }: { doc: object }) => doc)).toEqual([{ name: 'Child' }, { name: 'Mother' }]);
  });
});
