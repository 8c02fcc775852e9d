import 'i18next';

/**
 * Names every namespace, so that a key which no catalogue has does not compile.
 * A new screen adds its line here and one JSON file per language.
 */
interface Resources {
  approvals: typeof import('./en/approvals.json');
  auth: typeof import('./en/auth.json');
  automation: typeof import('./en/automation.json');
  board: typeof import('./en/board.json');
  bulk: typeof import('./en/bulk.json');
  builder: typeof import('./en/builder.json');
  canvas: typeof import('./en/canvas.json');
  calendar: typeof import('./en/calendar.json');
  card: typeof import('./en/card.json');
  common: typeof import('./en/common.json');
  contacts: typeof import('./en/contacts.json');
  conditions: typeof import('./en/conditions.json');
  design: typeof import('./en/design.json');
  duplicates: typeof import('./en/duplicates.json');
  emails: typeof import('./en/emails.json');
  fields: typeof import('./en/fields.json');
  formulas: typeof import('./en/formulas.json');
  follow: typeof import('./en/follow.json');
  funnel: typeof import('./en/funnel.json');
  gallery: typeof import('./en/gallery.json');
  home: typeof import('./en/home.json');
  import: typeof import('./en/import.json');
  notifications: typeof import('./en/notifications.json');
  packages: typeof import('./en/packages.json');
  offline: typeof import('./en/offline.json');
  palette: typeof import('./en/palette.json');
  people: typeof import('./en/people.json');
  problem: typeof import('./en/problem.json');
  process: typeof import('./en/process.json');
  reports: typeof import('./en/reports.json');
  rules: typeof import('./en/rules.json');
  runs: typeof import('./en/runs.json');
  settings: typeof import('./en/settings.json');
  shell: typeof import('./en/shell.json');
  table: typeof import('./en/table.json');
  tasks: typeof import('./en/tasks.json');
  views: typeof import('./en/views.json');
  ways: typeof import('./en/ways.json');
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
  }
}
