/**
 * Query keys begin with the noun, then the entity type, so that one event of the stream
 * finds every query it makes stale. Longer keys go on after these.
 */
export const keys = {
  me: () => ['me'] as const,
  setup: () => ['setup'] as const,
  entityTypes: () => ['entityTypes'] as const,
  draft: (entityType: string, ...rest: unknown[]) => ['draft', entityType, ...rest] as const,
  /** Boards, lists, single records, timelines, links: everything read from records of one type. */
  records: (entityType: string, ...rest: unknown[]) => ['records', entityType, ...rest] as const,
  tasks: (...rest: unknown[]) => ['tasks', ...rest] as const,
  notifications: (...rest: unknown[]) => ['notifications', ...rest] as const,
  notificationSettings: () => ['notificationSettings'] as const,
  follows: (...rest: unknown[]) => ['follows', ...rest] as const,
  jobs: (...rest: unknown[]) => ['jobs', ...rest] as const,
  rules: (entityType: string, ...rest: unknown[]) => ['rules', entityType, ...rest] as const,
  runs: (...rest: unknown[]) => ['runs', ...rest] as const,
  approvals: (...rest: unknown[]) => ['approvals', ...rest] as const,
  emails: (...rest: unknown[]) => ['emails', ...rest] as const,
  reports: (entityType: string, ...rest: unknown[]) => ['reports', entityType, ...rest] as const,
  views: (entityType: string) => ['views', entityType] as const,
  people: (...rest: unknown[]) => ['people', ...rest] as const,
  packages: () => ['packages'] as const,
};
