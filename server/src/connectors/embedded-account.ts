import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../config/start-error.ts';
import { type Binaries, copyBinaries } from './embedded-binaries.ts';

/** How the programs are started so that PostgreSQL, which refuses to run as root, accepts its user. */
export interface Account {
  binaries: Binaries;
  /** Goes before the program and its arguments. */
  prefix: string[];
  uid?: number;
  gid?: number;
  /** Who must own the data; absent: it is ours already. */
  owner?: { uid: number; gid: number };
}

/**
 * The account for the embedded PostgreSQL. Anyone but root: themselves. Root: an unprivileged user of the system. Where
 * that user may not pass the directories above the data or the programs (a clone under /root, say), in this order:
 * root goes by that user's number inside a user namespace; the user is lent the right to pass; the programs are copied
 * to where everyone may pass. Which of them a system or container allows is found out by trying.
 * @param dir of the data, which exists
 * @param give makes it the owner's
 * @throws StartError when no account can reach them
 */
export function chooseAccount(
  binaries: Binaries,
  dir: string,
  give: (owner: { uid: number; gid: number }) => void,
): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { binaries, prefix: [] };
  const user = unprivilegedUser();
  for (const find of [() => binaries, () => copyBinaries(binaries)]) {
    for (const account of user ? accountsOf(user, find()) : []) {
      if (!reaches(account, dirname(dir))) continue;
      if (account.owner) give(account.owner);
      if (writes(account, dir)) return account;
    }
  }
  throw new StartError(
    `PostgreSQL does not run as root, and no other user can reach ${dir}. Start Etapa as another user, ` +
      'or set ETAPA_DATA_DIR to a directory that others may pass to, or set DATABASE_URL.',
  );
}

interface User {
  name: string;
  uid: number;
  gid: number;
}

function accountsOf({ uid, gid }: User, binaries: Binaries): Account[] {
  const numbered = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`];
  const lent = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return [
    { binaries, prefix: [], uid, gid, owner: { uid, gid } },
    { binaries, prefix: numbered, owner: { uid: 0, gid: 0 } },
    {
      binaries,
      prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...lent],
      owner: { uid, gid },
    },
  ];
}

/** PostgreSQL asks the system for its user's name, so a bare number will not do. */
function unprivilegedUser(): User | undefined {
  const users: User[] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== '' && user.uid > 0 && Number.isInteger(user.gid));
  const named = ['etapa', 'postgres', 'nobody', 'daemon'].map((name) => users.find((user) => user.name === name));
  return named.find((user) => user !== undefined) ?? users[0];
}

/** Whether it can pass to the data and finds the programs: initdb looks for them itself, in its own strict way. */
function reaches(account: Account, parent: string): boolean {
  return (
    succeeds(account, ['sh', '-c', 'cd "$1"', 'sh', parent]) &&
    succeeds(account, [account.binaries.initdb, '--show', `--pgdata=${parent}`])
  );
}

function writes(account: Account, dir: string): boolean {
  return succeeds(account, ['sh', '-c', 'cd "$1" && test -r . && test -w .', 'sh', dir]);
}

function succeeds({ prefix, uid, gid }: Account, command: string[]): boolean {
  const [program = '', ...args] = [...prefix, ...command];
  return spawnSync(program, args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}
