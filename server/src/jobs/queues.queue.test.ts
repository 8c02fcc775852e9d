import { Queues } from '../log/queues.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { Counter, countingWork, sleep, until } from '../testing/counting-work.ts';

describe('the queues', () => {
  let app: TestApp;
  let queues: Queues;
  let counter: Counter;
  beforeAll(async () => {
    app = await testApp({ work: countingWork() });
    queues = app.get(Queues);
    counter = app.get(Counter);
  }, 30_000);
  afterAll(() => app?.stop());

  it('have each job performed once, and soon', async () => {
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    await queues.addBulk(
      'rules',
      numbers.map((number) => ({ name: 'count', data: { number }, jobId: `bulk-${number}` })),
    );
    await until(() => counter.seen.length >= 300);
    await sleep(100);
    expect(counter.seen.toSorted((a, b) => a - b)).toEqual(numbers);
    const asked = Date.now();
    await queues.add('rules', 'count', { number: 1000 }, 'one');
    await until(() => counter.seen.includes(1000));
    expect(Date.now() - asked).toBeLessThan(1000);
  }, 30_000);

  it('take a job with the id of one that waits as the same', async () => {
    const twice = { name: 'count', data: { number: 2000 }, jobId: 'twice', delay: 300 };
    await queues.addBulk('rules', [twice]);
    await queues.addBulk('rules', [twice]);
    await until(() => counter.seen.includes(2000));
    await sleep(600);
    expect(counter.seen.filter((number) => number === 2000)).toHaveLength(1);
  }, 30_000);

  it('take the same id again when its job has ended, well or badly', async () => {
    for (const time of [1, 2]) {
      await queues.add('rules', 'count', { number: -1 }, 'again');
      await until(() => counter.seen.filter((number) => number === -1).length === time);
      await sleep(200);
    }
  }, 30_000);

  it('say how many jobs wait', async () => {
    expect(await queues.waiting()).toEqual({ rules: 0, outer: 0, jobs: 0 });
  });
});

describe('a process that is asked to stop', () => {
  it('tells the jobs in hand and waits for them', async () => {
    const app = await testApp({ work: countingWork() });
    const counter = app.get(Counter);
    await app.get(Queues).add('rules', 'count', { number: 1, wait: 20_000 }, 'long');
    await until(() => counter.seen.length === 1);
    const asked = Date.now();
    await app.stop();
    expect(counter.stopped).toBe(true);
    expect(Date.now() - asked).toBeLessThan(5000);
  }, 30_000);
});
