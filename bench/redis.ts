import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';

/**
 * Starts a Redis that keeps nothing on disk: `ETAPA_TEST_REDIS_SERVER`, or `redis-server` of the PATH.
 * @returns null where there is none
 */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  const program = process.env.ETAPA_TEST_REDIS_SERVER ?? 'redis-server';
  const port = await freePort();
  const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const answers = await Promise.race([client.ping(), ended]);
  client.disconnect();
  if (over || answers !== 'PONG') return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
