import 'i18next';

/**
 * Names every namespace, so that a key which no catalogue has does not compile.
 * A new screen adds its line here and one JSON file per language.
 */
interface Resources {
  auth: typeof import('./en/auth.json');
  common: typeof import('./en/common.json');
  problem: typeof import('./en/problem.json');
  shell: typeof import('./en/shell.json');
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
  }
}
