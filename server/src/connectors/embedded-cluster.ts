import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../config/start-error.ts';
import { type Account, chooseAccount } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';

/** The files of an embedded PostgreSQL and who may run it. */
export interface Cluster {
  /** Where PostgreSQL keeps its data. */
  dir: string;
  password: string;
  account: Account;
}

/**
 * Finds the cluster under the data directory, or makes it: UTF-8, ICU's root collation, a password of its own. A cluster
 * that a killed start left half made is made anew.
 */
export function prepareCluster(dataDir: string, binaries: Binaries): Cluster {
  const dir = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'postgres-password');
  if (existsSync(dir)) {
    checkVersion(dir, binaries);
    return { dir, password: readPassword(passwordFile), account: accountFor(binaries, dir) };
  }
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const account = accountFor(binaries, draft);
  const password = randomBytes(24).toString('hex');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const made = initialise(draft, password, account);
  if (made.status !== 0)
    throw new StartError(`The embedded PostgreSQL could not be set up: ${made.stderr || made.error}`);
  renameSync(draft, dir);
  return { dir, password, account };
}

/**
 * Locales that say of every character whether it is a letter, the best first: without one, search would find no words
 * but of the Latin alphabet. Which of them there are depends on the system.
 */
const LETTERS = ['C.UTF-8', 'en_US.UTF-8', 'C'];

function initialise(draft: string, password: string, { binaries, prefix, uid, gid, owner }: Account) {
  // The other user may not read our own file of it.
  const handedOver = `${draft}-password`;
  writeFileSync(handedOver, `${password}\n`, { mode: 0o600 });
  if (owner) chownSync(handedOver, owner.uid, owner.gid);
  const [program = '', ...args] = [
    ...prefix,
    binaries.initdb,
    `--pgdata=${draft}`,
    '--username=etapa',
    `--pwfile=${handedOver}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=und',
    '--no-instructions',
  ];
  const attempt = (locale: string) =>
    spawnSync(program, [...args, `--lc-ctype=${locale}`], {
      uid,
      gid,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      encoding: 'utf8',
    });
  try {
    let made = attempt(LETTERS[0] ?? 'C');
    for (const locale of LETTERS.slice(1)) if (made.status !== 0) made = attempt(locale);
    return made;
  } finally {
    rmSync(handedOver, { force: true });
  }
}

function accountFor(binaries: Binaries, dir: string): Account {
  return chooseAccount(binaries, dir, ({ uid, gid }) => giveTo(dir, uid, gid));
}

function giveTo(dir: string, uid: number, gid: number): void {
  if (statSync(dir).uid === uid) return;
  if (existsSync(join(dir, 'PG_VERSION'))) spawnSync('chown', ['-R', `${uid}:${gid}`, dir]);
  chownSync(dir, uid, gid);
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`The embedded database is there, but its password is not: ${file} is missing.`, {
      cause: error,
    });
  }
}

function checkVersion(dir: string, binaries: Binaries): void {
  const made = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  const text = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const major = /(\d+)\./.exec(text)?.[1] ?? made;
  if (made !== major) {
    throw new StartError(
      `The data in ${dir} were made by PostgreSQL ${made}, and the embedded one is ${major}. ` +
        'Export them with the earlier version of Etapa (pg_dump) and import them with this one.',
    );
  }
}
