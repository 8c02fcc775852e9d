import { Injectable } from '@nestjs/common';
import { Queues } from '../log/queues.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { TestRedis } from '../testing/redis.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';
import { WorkLists } from './work-lists.ts';

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (check: () => boolean, seconds = 20): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !check(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} seconds.`);
  }
};

/** Notes which numbers it was given. */
@Injectable()
class Counter implements JobHandler {
  readonly queue = 'rules';
  readonly job = 'count';
  readonly seen: number[] = [];
  stopped = false;

  async handle(data: unknown, signal: AbortSignal): Promise<void> {
    const { number, wait = 0 } = data as { number: number; wait?: number };
    this.seen.push(number);
    if (number < 0) throw new Error('on purpose');
    for (const end = Date.now() + wait; Date.now() < end && !signal.aborted; ) await sleep(10);
    this.stopped ||= signal.aborted;
  }
}

/** Knows a piece of work until it has been done, as a row of the database would. */
@Injectable()
class Keeper implements Sweeper {
  readonly sweeper = 'keeper';
  open?: number;

  constructor(
    private readonly queues: Queues,
    private readonly counter: Counter,
  ) {}

  async sweep(): Promise<void> {
    if (this.open === undefined || this.counter.seen.includes(this.open)) return;
    await this.queues.add('rules', 'count', { number: this.open }, `keeper-${this.open}`);
  }
}

const work = () =>
  new WorkLists({ jobs: { rules: ['count'] }, handlers: [Counter], consumers: [], sweepers: [Keeper] });

describe('the queues', () => {
  let app: TestApp;
  let queues: Queues;
  let counter: Counter;
  beforeAll(async () => {
    app = await testApp({ work: work() });
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
    const app = await testApp({ work: work() });
    const counter = app.get(Counter);
    await app.get(Queues).add('rules', 'count', { number: 1, wait: 20_000 }, 'long');
    await until(() => counter.seen.length === 1);
    const asked = Date.now();
    await app.stop();
    expect(counter.stopped).toBe(true);
    expect(Date.now() - asked).toBeLessThan(5000);
  }, 30_000);
});

const onRedis = process.env.ETAPA_TEST_QUEUE === 'redis' ? describe : describe.skip;

onRedis('queues on a Redis that is lost with all it held', () => {
  let redis: TestRedis;
  let app: TestApp;
  beforeAll(async () => {
    redis = await TestRedis.start();
    app = await testApp({ work: work(), redisUrl: redis.url, env: { ETAPA_LOG_LEVEL: 'silent' } });
  }, 30_000);
  afterAll(async () => {
    await app?.stop();
    await redis?.kill();
  });

  it('go on when it is back: what was lost is found in PostgreSQL', async () => {
    const counter = app.get(Counter);
    const queues = app.get(Queues);
    await queues.add('rules', 'count', { number: 1 }, 'before');
    await until(() => counter.seen.includes(1));
    await redis.kill();
    app.get(Keeper).open = 42;
    await expect(queues.add('rules', 'count', { number: 42 }, 'during')).resolves.toBeUndefined();
    await expect(queues.waiting()).rejects.toThrow();
    await redis.start();
    await until(() => counter.seen.includes(42), 30);
    await queues.add('rules', 'count', { number: 2 }, 'after');
    await until(() => counter.seen.includes(2));
  }, 60_000);
});
