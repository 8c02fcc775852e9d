import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../config/error-code.ts';
import { StartError } from '../config/start-error.ts';
import { isAlive, startOf } from './process-identity.ts';

/** Another Etapa runs on the data directory. */
export class DataInUseError extends StartError {
  constructor(
    readonly pid: number,
    dataDir: string,
  ) {
    super(
      `Etapa already runs on ${dataDir} as process ${pid}. Stop it first, or set ETAPA_DATA_DIR to another directory.`,
    );
  }
}

/**
 * Takes a data directory for this process alone. A lock left behind by a process that was killed is taken over.
 * @returns gives the lock back
 * @throws DataInUseError while another process holds it
 */
export function lockData(dataDir: string): () => void {
  const path = join(dataDir, 'etapa.lock');
  const mine = join(dataDir, `etapa.lock.${process.pid}`);
  const content = `${process.pid}\n${startOf(process.pid)}\n`;
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    while (!tryLink(mine, path)) {
      const holder = read(path);
      if (holder === undefined) continue;
      const pid = liveHolder(holder);
      if (pid !== undefined) throw new DataInUseError(pid, dataDir);
      putAside(path, holder, dataDir);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(path) === content) rmSync(path, { force: true });
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function liveHolder(content: string): number | undefined {
  const [pidText, start] = content.split('\n');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return undefined;
  return start === startOf(pid) ? pid : undefined;
}

/** Moves a stale lock away. Of two processes that find it stale at once, one moves it and the other finds a new lock. */
function putAside(path: string, stale: string, dataDir: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  const winner = moved === undefined || moved === stale ? undefined : liveHolder(moved);
  if (winner !== undefined) {
    renameSync(aside, path);
    throw new DataInUseError(winner, dataDir);
  }
  rmSync(aside, { force: true });
}
