import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a program is started so that PostgreSQL, which refuses to run as root, accepts its user. */
export interface Account {
  /** Goes before the program and its arguments. */
  prefix: string[];
  uid?: number;
  gid?: number;
  /** Who must own the data. */
  owner?: { uid: number; gid: number };
}

/**
 * The account for the embedded PostgreSQL. Anyone but root: themselves. Root: an unprivileged user of the system. Where
 * that user may not pass the directories above (a clone under /root, say), it is lent the right to pass them; where
 * the system lends no rights, root goes under another number inside a user namespace.
 * @param reach files that it must be able to execute; @param write directories that it must be able to write
 * @throws Error when no account can reach them
 */
export function chooseAccount(reach: string[], write: string[], prepare: (account: Account) => void): Account {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { prefix: [] };
  const user = unprivilegedUser();
  for (const account of user ? [...accountsOf(user), ROOT_IN_NAMESPACE] : [ROOT_IN_NAMESPACE]) {
    prepare(account);
    if (works(account, reach, write)) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and no other user can reach ${write.join(', ')}. ` +
      'Start Etapa as another user, or set ETAPA_DATA_DIR and the clone where others may pass, or set DATABASE_URL.',
  );
}

interface User {
  name: string;
  uid: number;
  gid: number;
}

function accountsOf({ uid, gid }: User): Account[] {
  const lent = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return [
    { prefix: [], uid, gid, owner: { uid, gid } },
    { prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...lent], owner: { uid, gid } },
  ];
}

const ROOT_IN_NAMESPACE: Account = {
  prefix: ['unshare', '--user', '--map-user=1', '--map-group=1'],
  owner: { uid: 0, gid: 0 },
};

/** initdb asks the system for the user's name, so a bare number will not do. */
function unprivilegedUser(): User | undefined {
  const users: User[] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== '' && user.uid > 0 && Number.isInteger(user.gid));
  const named = ['etapa', 'postgres', 'nobody', 'daemon'].map((name) => users.find((user) => user.name === name));
  return named.find((user) => user !== undefined) ?? users[0];
}

function works(account: Account, reach: string[], write: string[]): boolean {
  const script =
    'n=$1; shift; while [ $n -gt 0 ]; do test -x "$1" || exit 1; shift; n=$((n-1)); done; for d; do test -w "$d" && cd "$d" || exit 1; done; test "$(id -u)" != 0';
  const [program = 'sh', ...args] = [
    ...account.prefix,
    'sh',
    '-c',
    script,
    'sh',
    String(reach.length),
    ...reach,
    ...write,
  ];
  const result = spawnSync(program, args, { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' });
  return result.status === 0;
}
