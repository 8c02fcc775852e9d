import { type TestDatabase, testDatabase } from '../../testing/database.ts';

describe('the entities', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test?.stop());

  it('have the columns of their tables: the same names, nullable alike', async () => {
    for (const { tableName, columns } of test.database.source.entityMetadatas) {
      const rows = await test.database.query<{ name: string; nullable: boolean }>(
        `SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1`,
        [tableName],
      );
      const described = columns.map((column) => [column.databaseName, column.isNullable] as const);
      expect([tableName, new Map(described)]).toEqual([
        tableName,
        new Map(rows.map(({ name, nullable }) => [name, nullable])),
      ]);
    }
  });

  it('cover every table but the bare helpers that only SQL touches', async () => {
    const tables = await test.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const described = new Set(test.database.source.entityMetadatas.map((entity) => entity.tableName));
    expect(tables.map(({ name }) => name).filter((name) => !described.has(name))).toEqual([
      'board_totals',
      'import_chunks',
      'import_postponed',
      'migrations',
      'rate_limits',
    ]);
  });
});
