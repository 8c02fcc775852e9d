/**
 * The jobs of each queue, by name. The start fails unless each has exactly one handler in `jobs/handlers.ts`.
 * `rules` is for the short steps of rule runs, `outer` for what waits for others outside (HTTP requests of rules, e-mails), `jobs`
 * for what takes long (imports, bulk changes).
 */
export const QUEUE_JOBS = {
  rules: ['lane', 'lanes'],
  outer: ['call', 'email'],
  jobs: ['conversion', 'import', 'replay', 'bulk', 'undo', 'rule-indexes', 'record-keys', 'report-letters'],
} as const satisfies { [queue: string]: readonly string[] };

export type QueueName = keyof typeof QUEUE_JOBS;
export const QUEUE_NAMES = Object.keys(QUEUE_JOBS) as QueueName[];
