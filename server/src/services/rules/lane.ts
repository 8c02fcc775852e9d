import type { QueueJob } from '../../log/queues.ts';

/** The job that wakes a worker for a run. Each run has its own, so that none is taken for one already in hand. */
export function laneJob({ id, recordId }: { id: string; recordId: string }): QueueJob {
  return { name: 'lane', data: { recordId, runId: id }, jobId: `run-${id}` };
}
