import { jest } from '@jest/globals';
import { type TestApp, testApp } from '../../testing/app.ts';
import { Importer } from './importer.ts';

const item = {
  key: 'item',
  name: 'Item',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'parent', label: 'Parent', kind: 'link', target: 'item' },
  ],
  funnels: [{ key: 'main', name: 'Main', stages: [{ key: 'new', name: 'New', group: 'open' }] }],
};
const ROWS = 2300;

jest.setTimeout(60_000);

describe('an import whose worker stops', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ worker: false });
    await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: item });
  });
  afterAll(() => test?.stop());

  const begin = async (query = ''): Promise<string> => {
    const form = new FormData();
    const rows = Array.from({ length: ROWS }, (_, index) => `Item ${index},${index % 2 ? '' : `Item ${index + 1}`}`);
    form.append('file', new Blob([`name,parent\n${rows.join('\n')}\nLast,Nobody\n`]), 'items.csv');
    const columns = { name: { field: 'name' }, parent: { field: 'parent', by: 'name' } };
    form.append('mapping', JSON.stringify({ columns }));
    const answer = await fetch(`${test.address}/api/v1/entity-types/item/imports${query}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${test.admin.token}` },
    });
    return ((await answer.json()) as { jobId: string }).jobId;
  };
  const job = async (id: string) => (await test.inject({ url: `/api/v1/jobs/${id}` })).json();
  const count = async () =>
    (await test.database.query<{ n: number }>(`SELECT count(*) AS n FROM records WHERE entity_type = 'item'`))[0]?.n;

  /** A signal that says stop after it has been looked at so many times. */
  const stopAfter = (looks: number): AbortSignal => {
    const controller = new AbortController();
    let left = looks;
    return new Proxy(controller.signal, {
      get: (signal, name) => {
        if (name === 'aborted') return left-- <= 0;
        return Reflect.get(signal, name) as unknown;
      },
    });
  };
  const never = () => new AbortController().signal;

  it('goes on from its last batch, with nothing doubled and nothing lost', async () => {
    const id = await begin();
    const importer = test.get(Importer);
    await importer.perform(id, stopAfter(2));
    const { status, done } = await job(id);
    expect([status, await count()]).toEqual(['running', done]);
    expect(done).toBeGreaterThanOrEqual(200);
    await importer.perform(id, stopAfter(1));
    const further = await job(id);
    expect([further.status, await count()]).toEqual(['running', further.done]);
    expect(further.done).toBeGreaterThan(done);
    await Promise.all([importer.perform(id, never()), importer.perform(id, never()), importer.perform(id, never())]);
    expect(await job(id)).toMatchObject({
      status: 'done',
      done: ROWS + 1,
      failedCount: 1,
      failed: [{ line: ROWS + 2, column: 'parent' }],
      result: { created: ROWS },
    });
    const [made] = await test.database.query(
      `SELECT count(*) AS n, count(DISTINCT title) AS titles, max(number) AS numbers,
         (SELECT count(*) FROM record_links) AS links, (SELECT count(*) FROM import_postponed) AS postponed,
         (SELECT count(*) FROM import_chunks) AS chunks FROM records WHERE entity_type = 'item'`,
    );
    expect(made).toEqual({ n: ROWS, titles: ROWS, numbers: ROWS, links: ROWS / 2, postponed: 0, chunks: 0 });
    // Reports are quick at once: the planner has been told of the new records.
    const [known] = await test.database.query("SELECT reltuples AS n FROM pg_class WHERE relname = 'records'");
    expect(known?.n).toBeGreaterThanOrEqual(ROWS);
    await test.database.query('DELETE FROM records');
  });

  it('writes no more once it is cancelled', async () => {
    const id = await begin();
    const importer = test.get(Importer);
    await importer.perform(id, stopAfter(1));
    const cancelled = await test.inject({ method: 'POST', url: `/api/v1/jobs/${id}/cancel` });
    const { status, done, result } = cancelled.json();
    expect([status, done, result.created]).toEqual(['cancelled', await count(), await count()]);
    expect(done).toBeGreaterThanOrEqual(100);
    await importer.perform(id, never());
    expect(await count()).toBe(done);
    await test.database.query('DELETE FROM records');
  });

  it('begins anew when it is all or nothing', async () => {
    const id = await begin('?atomic=true');
    const importer = test.get(Importer);
    await importer.perform(id, stopAfter(3));
    expect(await count()).toBe(0);
    await importer.perform(id, never());
    expect(await job(id)).toMatchObject({ status: 'done', failedCount: 1, result: { created: 0, failed: 1 } });
    expect(await count()).toBe(0);
  });
});
