import { Queues } from '../log/queues.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { Counter, countingWork, Keeper, until } from '../testing/counting-work.ts';
import { TestRedis } from '../testing/redis.ts';

describe('queues on a Redis that is lost with all it held', () => {
  let redis: TestRedis;
  let app: TestApp;
  beforeAll(async () => {
    redis = await TestRedis.start();
    app = await testApp({ work: countingWork(), redisUrl: redis.url, env: { ETAPA_LOG_LEVEL: 'silent' } });
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
