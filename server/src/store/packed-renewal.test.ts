import { type TestApp, testApp } from '../testing/app.ts';
import type { ColumnSpec } from './packed-column.ts';
import { PackedRenewal } from './packed-renewal.ts';

const SLOW: ColumnSpec = { of: 'record', kind: 'word', sql: '(SELECT pg_sleep(0.02)::text || r.id)' };

describe('making packed columns', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
  }, 60_000);
  afterAll(() => app?.stop());

  it('keeps no reader of the log waiting while it reads', async () => {
    const definition = { key: 'note', name: 'Note', titleField: 'title' };
    const fields = [{ key: 'title', label: 'Title', kind: 'text' }];
    await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: { ...definition, fields } });
    for (let at = 0; at < 20; at += 1) {
      const body = { doc: { title: `Note ${at}` } };
      const made = await app.inject({ method: 'POST', url: '/api/v1/entity-types/note/records', body });
      expect(made.statusCode).toBe(201);
    }
    const renewal = app.get(PackedRenewal);
    Object.assign(renewal, { least: 1, size: 7, pauses: 0 });

    let [isDone, seen] = [false, 0];
    const holding: object[] = [];
    const made = renewal.want('note', [SLOW]).then(() => {
      isDone = true;
    });
    while (!isDone) {
      const reading = await app.database.query<{ xid: string | null }>(
        `SELECT backend_xid::text AS xid FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE '%pg_sleep(0.02)%'`,
      );
      seen += reading.length;
      holding.push(...reading.filter(({ xid }) => xid !== null));
    }
    await made;

    expect(seen).toBeGreaterThan(0);
    expect(holding).toEqual([]);
    const kept = await app.database.query('SELECT chunk, words FROM packed_columns ORDER BY chunk');
    expect(kept).toHaveLength(3);
  });

  it('ends with the chunk at hand when the process stops, and says of nothing that it is whole', async () => {
    const renewal = app.get(PackedRenewal);
    await app.database.query('TRUNCATE packed_types, packed_chunks, packed_columns');
    const made = renewal.want('note', [SLOW]);
    await renewal.onModuleDestroy();
    await made;

    expect(await app.database.query('SELECT FROM packed_types')).toHaveLength(0);
    const [{ chunks } = { chunks: 0 }] = await app.database.query<{ chunks: number }>(
      'SELECT count(*)::int AS chunks FROM packed_chunks',
    );
    expect(chunks).toBeLessThan(3);
  });
});
