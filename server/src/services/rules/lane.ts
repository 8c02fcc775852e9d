import type { QueueJob } from '../../log/queues.ts';
import { newId } from '../../store/ids.ts';

/** The job that wakes a worker for a run. Each run has its own, so that none is taken for one already in hand. */
export function laneJob({ id, recordId }: { id: string; recordId: string }): QueueJob {
  return { name: 'lane', data: { recordId, runId: id }, jobId: `run-${id}` };
}

/**
 * The job that wakes a worker for a run anew: the job of its own may still be in hand.
 * @param delay milliseconds to wait
 */
export function laneJobAgain(run: { id: string; recordId: string }, delay?: number): QueueJob {
  const job = laneJob(run);
  return { ...job, jobId: `${job.jobId}-${newId()}`, ...(delay ? { delay } : {}) };
}

/**
 * The job that looks again at a lane which another worker has. Those of one moment are one: a record with hundreds of
 * runs would otherwise keep the queue busy with asking.
 * @param delay milliseconds to wait
 */
export function busyLaneJob(run: { id: string; recordId: string }, delay: number): QueueJob {
  const moment = Math.floor(Date.now() / delay);
  return { ...laneJob(run), jobId: `busy-${run.recordId}-${moment}`, delay };
}

/** Ten seconds: a queue that is merely slow is not filled with the same lanes again and again. */
const ROUND = 10_000;

/**
 * The job of a sweep. It has another id than the first one, which may still be in the hands of a worker that died: to
 * the queue that job is under way until its lock has run out.
 */
export function sweptLaneJob(lane: { id: string; recordId: string }, now: Date): QueueJob {
  const job = laneJob(lane);
  return { ...job, jobId: `${job.jobId}-${Math.floor(now.getTime() / ROUND)}` };
}
