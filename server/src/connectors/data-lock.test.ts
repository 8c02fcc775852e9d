import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataInUseError, lockData } from './data-lock.ts';
import { startOf } from './process-identity.ts';

describe('the lock of a data directory', () => {
  let dir: string;
  let other: ChildProcess;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'etapa-lock-'));
    other = spawn('sleep', ['60']);
  });
  afterEach(() => {
    other.kill();
    rmSync(dir, { recursive: true });
  });
  const heldBy = (pid: number | undefined, start: string) =>
    writeFileSync(join(dir, 'etapa.lock'), `${pid}\n${start}\n`);

  it('is refused while another process holds it, whose id it names', () => {
    heldBy(other.pid, startOf(other.pid ?? 0));
    expect(() => lockData(dir)).toThrow(DataInUseError);
    expect(() => lockData(dir)).toThrow(`process ${other.pid}`);
  });

  it('is taken over from a process that was killed', async () => {
    heldBy(other.pid, startOf(other.pid ?? 0));
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    expect(() => lockData(dir)).not.toThrow();
  });

  it('is taken over from a killed process whose id another one has now', () => {
    heldBy(other.pid, 'an earlier start');
    expect(() => lockData(dir)).not.toThrow();
  });

  it('is taken over when it holds nonsense', () => {
    writeFileSync(join(dir, 'etapa.lock'), '');
    expect(() => lockData(dir)).not.toThrow();
  });

  it('leaves nothing behind when given back', () => {
    lockData(dir)();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('stays when someone else holds it by then', () => {
    const release = lockData(dir);
    heldBy(other.pid, startOf(other.pid ?? 0));
    release();
    expect(existsSync(join(dir, 'etapa.lock'))).toBe(true);
  });
});
