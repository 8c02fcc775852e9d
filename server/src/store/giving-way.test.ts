import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { givingWay } from './giving-way.ts';

describe('a transaction of work that gives way', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  }, 60_000);
  afterAll(() => test?.stop());

  /** How often it asked whether it may go on, after each statement. */
  const asked = async (...statements: string[]): Promise<number[]> => {
    let count = 0;
    const counts: number[] = [];
    const gap = () => {
      count++;
      return undefined;
    };
    await givingWay.run(gap, () =>
      test.database.transaction(async (tx) => {
        for (const sql of statements) {
          await tx.query(sql);
          counts.push(count);
        }
      }),
    );
    return counts;
  };
  const read = 'SELECT updated_at FROM records LIMIT 1';

  it('does so before what it reads', async () => {
    expect(await asked(read, read, read)).toEqual([1, 2, 3]);
  });

  it.each([
    'UPDATE organization SET name = name',
    'SELECT FROM organization FOR NO KEY UPDATE',
    'SELECT pg_advisory_xact_lock(1)',
    `WITH gone AS (DELETE FROM cursors WHERE consumer = 'x' RETURNING 1) SELECT FROM gone`,
  ])('hurries once others may wait for what it holds: %s', async (locking) => {
    expect(await asked(read, locking, read, read)).toEqual([1, 2, 2, 2]);
  });
});
