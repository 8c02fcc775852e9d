/**
 * `npm start`: builds what is missing or has changed, then runs the server in this very process, so that signals reach
 * it. Nothing is said while all goes well but the server's own line.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, canBuild } from './build.mjs';

// Before anything takes long: npm may be killed meanwhile.
const npm = process.ppid;

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

// The script in package.json says `exec`, which Windows does not know, so that no shell keeps npm's signals from us. But
// npm, when it is killed, cannot pass that on: without this nobody would be left to stop us.
if (process.env.npm_lifecycle_event === 'start') {
  const orphaned = () => process.ppid !== npm;
  if (orphaned()) process.exit(1);
  setInterval(() => orphaned() && process.kill(process.pid, 'SIGTERM'), 500).unref();
}

await import(server);
