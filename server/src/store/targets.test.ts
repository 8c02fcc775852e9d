import { migrations } from '@etapa/migrations';
import { DataSource, type QueryRunner } from 'typeorm';
import { emptyDatabase } from '../testing/database.ts';
import { migrate } from './migrate.ts';

const money = (own: object) => ({ key: 'amount', kind: 'money', ...own });
const TYPES: { [key: string]: object[] } = {
  pounds: [
    { key: 'title', kind: 'text' },
    { ...money({ currency: 'USD' }), formula: '= 1' },
    money({ currency: 'GBP' }),
  ],
  each: [money({ currencyField: 'code' }), money({ currency: 'USD' })],
  pieces: [{ key: 'n', kind: 'integer' }],
};

describe('targets that were set before they had currencies', () => {
  let source: DataSource;
  let stop: () => Promise<void>;
  let runner: QueryRunner;
  beforeAll(async () => {
    const database = await emptyDatabase();
    stop = database.stop;
    await migrate(database.url);
    source = new DataSource({ type: 'postgres', url: database.url, installExtensions: false });
    await source.initialize();
    runner = source.createQueryRunner();
  });
  afterAll(async () => {
    await runner?.release();
    await source?.destroy();
    await stop?.();
  });

  it('are in that of the first amount, else in the organisation’s; of what is no money in none', async () => {
    const [Migration] = migrations.filter(({ name }) => name === 'AddTargetCurrencies');
    if (!Migration) throw new Error('There is no such migration.');
    await new Migration().down(runner);
    await runner.query(`UPDATE organization SET currency = 'JPY'`);
    for (const [key, fields] of Object.entries(TYPES)) {
      await runner.query(
        `INSERT INTO entity_types (id, key, version, definition, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 1, $2, now(), now())`,
        [key, JSON.stringify({ key, fields })],
      );
      await runner.query(
        `INSERT INTO targets (id, entity_type, month, amount) VALUES (gen_random_uuid(), $1, '2026-05-01', 7)`,
        [key],
      );
    }
    await new Migration().up(runner);
    expect(await runner.query('SELECT entity_type, currency, amount FROM targets ORDER BY entity_type')).toEqual([
      { entity_type: 'each', currency: 'JPY', amount: '7' },
      { entity_type: 'pieces', currency: null, amount: '7' },
      { entity_type: 'pounds', currency: 'GBP', amount: '7' },
    ]);
  });

  it('are as they were where the way is gone back: one a month', async () => {
    const [Migration] = migrations.filter(({ name }) => name === 'AddTargetCurrencies');
    if (!Migration) throw new Error('There is no such migration.');
    await runner.query(
      `INSERT INTO targets (id, entity_type, month, amount, currency)
       VALUES (gen_random_uuid(), 'each', '2026-05-01', 9, 'EUR')`,
    );
    await new Migration().down(runner);
    expect(await runner.query(`SELECT amount FROM targets WHERE entity_type = 'each'`)).toEqual([{ amount: '9' }]);
  });
});
