import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');

/** Whether what builds is installed: an image for production leaves it out. */
export const canBuild = () => existsSync(turbo) && existsSync(join(root, 'node_modules', 'typescript'));

/**
 * Builds every workspace whose sources have changed since it was built.
 * @returns {{ok: boolean, output: string}} what was printed on the way
 */
export function build() {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [turbo, 'run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
    },
  );
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}

// `npm run build`
if (process.argv[1] === import.meta.filename) {
  const { ok, output } = build();
  if (!ok) console.error(output);
  process.exit(ok ? 0 : 1);
}
