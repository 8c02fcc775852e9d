import { requireProgram, run } from './programs.mjs';

/** Every test: units on both queue backends, then the stories in a real browser. */
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--workerIdleMemoryLimit=700MB',
];

run('npm', ['run', '--silent', 'build']);

const redis = await requireProgram('redis-server', 'the tests on the Redis queue backend do not run.');
const chromium = await requireProgram('chromium', 'the browser stories do not run.');
const programs = {
  ...(redis ? { ETAPA_TEST_REDIS_SERVER: redis } : {}),
  ...(chromium ? { ETAPA_TEST_CHROMIUM: chromium } : {}),
};

run('node', [...jest, '--testPathIgnorePatterns', '\\.redis\\.test\\.ts$'], {
  ...programs,
  ETAPA_TEST_QUEUE: 'postgres',
});
if (redis) {
  run('node', [...jest, '--selectProjects', 'server', '--testPathPatterns', '\\.(queue|redis)\\.test\\.ts$'], {
    ...programs,
    ETAPA_TEST_QUEUE: 'redis',
  });
}
if (chromium) run('npx', ['--no-install', 'playwright', 'test', '--config', 'e2e/playwright.config.ts'], programs);
