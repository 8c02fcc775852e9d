import { TestRedis } from './redis.ts';

export interface QueueBackend {
  /** Absent: queues live in PostgreSQL. */
  redisUrl?: string;
  stop(): Promise<void>;
}

/**
 * Where the queues of a test live: in PostgreSQL, or with `ETAPA_TEST_QUEUE=redis` in a Redis of the test's own, whose
 * program `ETAPA_TEST_REDIS_SERVER` names. Tests called `*.queue.test.ts` run on both.
 */
export async function queueBackend(): Promise<QueueBackend> {
  if (process.env.ETAPA_TEST_QUEUE !== 'redis') return { stop: async () => undefined };
  const redis = await TestRedis.start();
  return { redisUrl: redis.url, stop: () => redis.kill() };
}
