/** Namespaces that the frame, the board and the table need: these are there before anything shows, the others come with theirs. */
export const FIRST_TEXTS = [
  'common',
  'shell',
  'offline',
  'palette',
  'problem',
  'process',
  'board',
  'conditions',
  'fields',
  'table',
  'views',
] as const;

/** Of the other screens of people who work with records. */
const DAILY_TEXTS = [
  'approvals',
  'auth',
  'bulk',
  'calendar',
  'card',
  'contacts',
  'duplicates',
  'emails',
  'follow',
  'home',
  'notifications',
  'runs',
  'tasks',
  'ways',
] as const;

/** Of those who design processes. */
const DESIGN_TEXTS = [
  'automation',
  'builder',
  'canvas',
  'design',
  'formulas',
  'funnel',
  'gallery',
  'import',
  'packages',
  'people',
  'reports',
  'rules',
  'settings',
] as const;

/** All but the first. A part that opens within a screen must find its own there, or the whole screen would wait. */
export const LATER_TEXTS = [...DAILY_TEXTS, ...DESIGN_TEXTS] as const;

/** The files of a language's texts: what lies in one file comes together. */
export const TEXT_FILES: { readonly [name: string]: readonly string[] } = {
  first: FIRST_TEXTS,
  daily: DAILY_TEXTS,
  design: DESIGN_TEXTS,
};
