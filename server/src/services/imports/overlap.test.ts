import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../../testing/app.ts';
import { Importer } from './importer.ts';

const group = {
  key: 'group',
  name: 'Group',
  titleField: 'name',
  fields: [{ key: 'name', label: 'Name', kind: 'text', required: true }],
};
const person = {
  key: 'member',
  name: 'Member',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'mail', label: 'Mail', kind: 'email' },
    { key: 'code', label: 'Code', kind: 'text', unique: true },
    { key: 'group', label: 'Group', kind: 'link', target: 'group' },
  ],
};
/** Every batch has to do with the one before it. */
const APART = 150;
const ROWS = 3 * APART;

jest.setTimeout(60_000);

describe('batches of an import that have to do with each other', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    for (const body of [group, person]) {
      const made = await test.inject({ method: 'POST', url: '/api/v1/entity-types', body });
      if (made.statusCode !== 201) throw new Error(made.body);
    }
  });
  afterAll(() => test?.stop());
  beforeEach(() => test.database.query('DELETE FROM records'));

  const bring = async (columns: object, rows: string[], more: object = {}) => {
    const form = new FormData();
    form.append('file', new Blob([`name,key,group\n${rows.join('\n')}\n`]), 'members.csv');
    form.append('mapping', JSON.stringify({ columns: { name: { field: 'name' }, ...columns }, ...more }));
    const answer = await fetch(`${test.address}/api/v1/entity-types/member/imports`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    await test.get(Importer).perform(jobId, new AbortController().signal);
    return (await test.inject({ url: `/api/v1/jobs/${jobId}` })).json();
  };
  const rowsOf = (key: (index: number) => string, groupOf: (index: number) => string = () => '') =>
    Array.from({ length: ROWS }, (_, index) => `Member ${index},${key(index)},${groupOf(index)}`);
  const count = async (type: string) =>
    (await test.database.query('SELECT count(*) AS n FROM records WHERE entity_type = $1', [type]))[0]?.n;

  it('change the records that earlier ones have made', async () => {
    const rows = rowsOf((index) => `m${index % APART}@example.com`);
    const { result } = await bring({ key: { field: 'mail' } }, rows, { match: { field: 'mail', then: 'update' } });
    expect(result).toMatchObject({ created: APART, updated: 2 * APART, failed: 0 });
    expect(await count('member')).toBe(APART);
  });

  it('tell of the records that earlier ones have made by their likeness', async () => {
    const rows = rowsOf((index) => `m${index % APART}@example.com`);
    const { result } = await bring({ key: { field: 'mail' } }, rows, { duplicates: 'skip' });
    expect(result).toMatchObject({ created: APART, skipped: 2 * APART });
    expect(await count('member')).toBe(APART);
  });

  it('refuse unique values that earlier ones have brought', async () => {
    const rows = rowsOf((index) => `c${index % APART}`);
    const { result, failed } = await bring({ key: { field: 'code' } }, rows);
    expect(result).toMatchObject({ created: APART, failed: 2 * APART });
    expect(failed[0].problem).toMatch(/^Already the value of (#\d+ Member 0|line 2)\.$/);
  });

  it('name the records that earlier ones have made, each made once', async () => {
    const rows = rowsOf(String, (index) => `Group ${Math.floor(index / 40)}`);
    const { result } = await bring({ group: { field: 'group', by: 'name', create: true } }, rows);
    expect(result).toMatchObject({ created: ROWS, failed: 0, linkedCreated: Math.ceil(ROWS / 40) });
    expect(await count('group')).toBe(Math.ceil(ROWS / 40));
  });
});
