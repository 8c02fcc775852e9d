/** Namespaces that the frame and the board need: these are there before anything shows, the others come with theirs. */
export const FIRST_TEXTS = [
  'common',
  'shell',
  'offline',
  'palette',
  'problem',
  'board',
  'conditions',
  'fields',
  'views',
] as const;
