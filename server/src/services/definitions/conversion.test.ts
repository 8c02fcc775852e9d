import { type TestApp, testApp } from '../../testing/app.ts';
import { LiveConversion } from '../../testing/live-conversion.ts';

/** How many records are converted: `ETAPA_TEST_CONVERSION_RECORDS`, says more where there is time. */
const RECORDS = Number(process.env.ETAPA_TEST_CONVERSION_RECORDS ?? 3_000);
/** Longest that anybody waits for an answer meanwhile, in milliseconds: more would be downtime. */
const PATIENCE = 10_000;
/** Time for so many records, in milliseconds. */
const TIME = 120_000 + RECORDS * 10;

describe('a conversion while people work', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
  });
  afterAll(() => test?.stop());

  it(
    'loses no write and no value, and leaves every document right and every count true',
    async () => {
      const live = new LiveConversion(test, RECORDS);
      await live.fill();
      await live.draft();
      const began = performance.now();
      live.begin();
      const job = await live.ended(await live.publish(), TIME / 1_000);
      const took = performance.now() - began;
      await live.end();
      if (process.env.ETAPA_TEST_CONVERSION_RECORDS) live.tell(took);
      expect(job).toMatchObject({ status: 'done', done: job.total });
      expect(Math.max(...live.waits.slice(-100_000), ...live.looks.slice(-100_000))).toBeLessThan(PATIENCE);
      expect(live.last.size).toBeGreaterThan(50);
      await live.account();
    },
    TIME,
  );
});
