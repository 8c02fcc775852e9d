import 'i18next';

/**
 * Names every namespace, so that a key which no catalogue has does not compile.
 * A new screen adds its line here and one JSON file per language.
 */
interface Resources {
  auth: typeof import('./en/auth.json');
  common: typeof import('./en/common.json');
  gallery: typeof import('./en/gallery.json');
  home: typeof import('./en/home.json');
  notifications: typeof import('./en/notifications.json');
  problem: typeof import('./en/problem.json');
  shell: typeof import('./en/shell.json');
  tasks: typeof import('./en/tasks.json');
  board: typeof import('./en/board.json');
  card: typeof import('./en/card.json');
  conditions: typeof import('./en/conditions.json');
  fields: typeof import('./en/fields.json');
  import: typeof import('./en/import.json');
  table: typeof import('./en/table.json');
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
  }
}
