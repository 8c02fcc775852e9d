/**
 * `npm start`: builds what is missing or has changed, then runs the server in this very process, so that signals reach
 * it. Nothing is said while all goes well but the server's own line.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, canBuild } from './build.mjs';

// Before anything takes long: npm may be killed meanwhile.
const shell = process.ppid;
const npm = parentOfShell(shell);

const server = join(import.meta.dirname, '..', 'server', 'dist', 'main', 'index.js');

if (canBuild()) {
  if (!existsSync(server)) console.error('Building Etapa. This takes a moment, and only the first time.');
  const { ok, output } = build();
  if (!ok) {
    console.error(`${output}\nEtapa could not be built.`);
    process.exit(1);
  }
} else if (!existsSync(server)) {
  console.error('Etapa is not built, and what builds it is not installed. Run `npm ci` first.');
  process.exit(1);
}

// npm, when it is killed, cannot pass that on: without this nobody would be left to stop us.
if (process.env.npm_lifecycle_event === 'start') {
  const orphaned = () => process.ppid !== shell || (npm !== undefined && !isAlive(npm));
  if (orphaned()) process.exit(1);
  setInterval(() => orphaned() && process.kill(process.pid, 'SIGTERM'), 500).unref();
}

/** npm's own process, where it put a shell between itself and us; undefined where it did not or nobody says. */
function parentOfShell(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('-c\0') || !command.includes('scripts/start.mjs')) return undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

await import(server);
