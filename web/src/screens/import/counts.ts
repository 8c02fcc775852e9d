import type { Job } from '@etapa/shared/api/jobs';

const COUNTS = ['created', 'updated', 'linkedCreated', 'peopleCreated', 'skipped', 'failed'] as const;

/** What an import did, as far as it did anything; how many it made is always told. */
export function countsOf(job: Job): { name: (typeof COUNTS)[number]; count: number }[] {
  return COUNTS.flatMap((name) => {
    const count = name === 'failed' ? job.failedCount : job.result?.[name];
    return typeof count === 'number' && (count > 0 || name === 'created') ? [{ name, count }] : [];
  });
}
