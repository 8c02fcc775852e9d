import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Programs that tests need and npm does not bring: found where they are, or installed.
 * A missing program stops the tests under `CI=true`; elsewhere it is announced, never passed over in silence.
 */
const programs = {
  chromium: { names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], apt: 'chromium' },
  'redis-server': { names: ['redis-server', 'valkey-server'], apt: 'redis-server' },
};

const onPath = (name) => {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    if (folder && existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return undefined;
};

const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

function installWithApt(apt) {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return;
  console.log(`Installing ${apt} with apt-get…`);
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', apt], quiet);
}

async function playwrightChromium(install) {
  const { chromium } = await import('@playwright/test');
  if (install && !existsSync(chromium.executablePath())) {
    console.log('Installing Chromium with Playwright…');
    spawnSync('npx', ['--no-install', 'playwright', 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * The path of a program, installing it where that is possible.
 * @param {'chromium' | 'redis-server'} name
 * @returns {Promise<string | undefined>} undefined when it is nowhere and cannot be installed
 */
async function findProgram(name) {
  const { names, apt } = programs[name];
  const look = () => names.map(onPath).find(Boolean);
  const chosen = process.env[`ETAPA_TEST_${name.toUpperCase().replace('-', '_')}`];
  if (chosen) return chosen;
  const found = look() ?? (name === 'chromium' ? await playwrightChromium(false) : undefined);
  if (found) return found;
  installWithApt(apt);
  return look() ?? (name === 'chromium' ? await playwrightChromium(true) : undefined);
}

/** Like {@link findProgram}; without it, fails under `CI=true` and says loudly elsewhere what is left out. */
export async function requireProgram(name, whatIsLeftOut) {
  const path = await findProgram(name);
  if (path) return path;
  const message = `${name} was not found and could not be installed: ${whatIsLeftOut}`;
  if (process.env.CI === 'true') throw new Error(message);
  const line = '!'.repeat(Math.min(message.length, 100));
  console.error(`\n${line}\n${message}\n${line}\n`);
  return undefined;
}

/** Runs a command with its output shown; ends this process with its status when it fails. */
export function run(command, args, env = {}) {
  try {
    execFileSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  } catch (error) {
    console.error(`\nFailed: ${command} ${args.join(' ')}`);
    process.exit(typeof error.status === 'number' ? error.status : 1);
  }
}
