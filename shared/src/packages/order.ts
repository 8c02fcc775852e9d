/**
 * Members in the order a reader looks for them: what a thing is, how it is called, what it holds. What is not named
 * here follows by alphabet. PostgreSQL keeps no order of its own.
 */
const ORDER = [
  ...[
    'format',
    'formatVersion',
    'id',
    'key',
    'ref',
    'version',
    'entityType',
    'funnel',
    'stage',
    'field',
    'name',
    'label',
  ],
  ...['namePlural', 'title', 'kind', 'description', 'help', 'icon', 'color', 'titleField', 'enabled', 'group'],
  ...['target', 'from', 'to', 'combinator', 'not', 'operator', 'valueSource', 'value', 'trigger', 'when'],
  ...['probability', 'norm', 'clock', 'limit', 'required', 'unique', 'indexed', 'default', 'formula'],
  ...['actions', 'scope', 'roles', 'query', 'dataset', 'filter', 'groupBy', 'measures', 'sort', 'picture'],
  ...['options', 'grants', 'entityTypes', 'fields', 'funnels', 'stages', 'transitions', 'layout', 'sections', 'card'],
  ...['steps', 'then', 'else', 'onApproved', 'onRejected', 'rules', 'reports', 'views', 'sampleRecords', 'doc'],
];

const RANK = new Map(ORDER.map((name, index) => [name, index]));
const rankOf = (name: string): number => RANK.get(name) ?? ORDER.length;

/** The same value, the members of every object in one order. Lists stay as they are: their order means something. */
export function orderly<T>(value: T): T {
  if (Array.isArray(value)) return value.map(orderly) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  members.sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, inner]) => [name, orderly(inner)])) as T;
}

/** A document as a file: one member a line, so that a change of one thing is a change of few lines. */
export const fileText = (document: unknown): string => `${JSON.stringify(orderly(document), null, 2)}\n`;

/** Whether two values say the same, whatever the order of their members. */
export const sameContent = (a: unknown, b: unknown): boolean =>
  JSON.stringify(orderly(a)) === JSON.stringify(orderly(b));
