import { type TestDatabase, testDatabase } from '../testing/database.ts';

describe('the pool of connections', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test?.stop());

  it('always has one for what a transaction reads beside itself, however many there are', async () => {
    const { database } = test;
    const reads = Array.from({ length: 60 }, (_, index) =>
      database.transaction(async (tx) => {
        await tx.query('SELECT pg_sleep(0.01)');
        const [row] = await database.query<{ n: number }>('SELECT $1::int AS n', [index]);
        return row?.n;
      }),
    );
    expect(await Promise.all(reads)).toEqual(reads.map((_, index) => index));
  });

  it('gives back what a failed transaction had', async () => {
    const { database } = test;
    const failing = Array.from({ length: 60 }, () => database.transaction((tx) => tx.query('SELECT 1 / 0')));
    const ends = await Promise.allSettled(failing);
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('outlives the loss of a connection that is lent out and idle', async () => {
    const { database } = test;
    const lent = database.session(async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const lost = new Promise((resolve) => client.once('end', resolve));
      await database.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await lost;
      await client.query('SELECT 1');
    });
    await expect(lent).rejects.toThrow(/not queryable|terminat/);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
