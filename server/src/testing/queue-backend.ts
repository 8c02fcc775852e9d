import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server-process.ts';

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
  const program = process.env.ETAPA_TEST_REDIS_SERVER;
  if (!program) throw new Error('ETAPA_TEST_QUEUE is redis, but ETAPA_TEST_REDIS_SERVER names no program.');
  const folder = mkdtempSync(join(tmpdir(), 'etapa-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn(program, options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const end = Date.now() + 10_000; !(await listens(port)); ) {
    if (Date.now() > end) throw new Error(`${program} does not listen.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    redisUrl: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
