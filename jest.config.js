const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
};
const swcTs = { ...swc, jsc: { ...swc.jsc, parser: { ...swc.jsc.parser, tsx: false } } };

const project = (name, more = {}) => ({
  displayName: name,
  rootDir: `<rootDir>/${name}`.replace('<rootDir>', import.meta.dirname),
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/src/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx$': ['@swc/jest', swc], '^.+\\.ts$': ['@swc/jest', swcTs] },
  moduleNameMapper: {
    '\\.css$': `${import.meta.dirname}/web/src/testing/no-styles.ts`,
    '^@etapa/shared/(.*)$': `${import.meta.dirname}/shared/src/$1.ts`,
    '^@etapa/migrations$': `${import.meta.dirname}/migrations/src/index.ts`,
  },
  ...more,
});

export default {
  // Real servers and databases on a busy machine of two cores take their time; a test that hangs ends all the same.
  testTimeout: 20_000,
  projects: [
    project('shared'),
    project('server', {
      globalSetup: '<rootDir>/src/testing/global-setup.ts',
      globalTeardown: '<rootDir>/src/testing/global-teardown.ts',
    }),
    project('web', { testEnvironment: 'jsdom', setupFiles: ['<rootDir>/src/testing/browser.ts'] }),
  ],
};
