import { type TestDatabase, testDatabase } from './database.ts';

describe('a test database', () => {
  let one: TestDatabase;
  let other: TestDatabase;
  beforeAll(async () => {
    [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  });
  afterAll(() => Promise.all([one?.stop(), other?.stop()]));

  it('is migrated and its own', async () => {
    await one.database.query(`UPDATE organization SET name = 'One'`);
    expect(await other.database.query('SELECT name FROM organization')).toEqual([{ name: 'Etapa' }]);
  });

  it('knows Unicode: UTF-8, ICU and letters of every script in either case', async () => {
    const rows = await one.database.query(
      `SELECT getdatabaseencoding() AS encoding, lower('ÄÖ ЖЩ İ') = lower('äö жщ i̇') AS same, upper('ß') AS upper`,
    );
    expect(rows).toEqual([{ encoding: 'UTF8', same: true, upper: 'SS' }]);
  });
});
