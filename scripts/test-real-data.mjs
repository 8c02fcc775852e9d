import { existsSync } from 'node:fs';
import { requireProgram, run } from './programs.mjs';

/** Checks on public data that the project does not carry: `ETAPA_REAL_DATA` names the folder. */
const folder = process.env.ETAPA_REAL_DATA;
if (!folder || !existsSync(folder)) {
  console.error('ETAPA_REAL_DATA must name the folder of the real data.');
  process.exit(1);
}

run('node', ['scripts/check-feel-cases.mjs', `${folder}/feel-cases/feel-cases.json`]);
run('npm', ['run', '--silent', 'build']);
run('node', ['scripts/check-history.mjs', `${folder}/request-for-payment`]);
const chromium = await requireProgram('chromium', 'the sales story on real data does not run.');
if (chromium) {
  run('npx', ['--no-install', 'playwright', 'test', '--config', 'e2e/playwright.config.ts', 'sales'], {
    ETAPA_TEST_CHROMIUM: chromium,
  });
}
