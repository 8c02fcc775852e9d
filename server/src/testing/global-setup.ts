import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabase } from '../connectors/embedded-database.ts';

let stop: (() => Promise<void>) | undefined;

/** Starts one PostgreSQL for all test files; `testDatabase` makes databases on it. */
export default async function setUp(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'etapa-test-'));
  chmodSync(dir, 0o711);
  const server = await EmbeddedDatabase.start(dir, { settings: { fsync: 'off', max_connections: '300' } });
  process.env.ETAPA_TEST_SERVER = server.urlOf('postgres');
  stop = async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

export async function tearDown(): Promise<void> {
  await stop?.();
}
