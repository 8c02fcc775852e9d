import type { QueueJob } from '../../log/queues.ts';
import { newId } from '../../store/ids.ts';

/** The job that wakes a worker for a run. Each run has its own, so that none is taken for one already in hand. */
export function laneJob({ id, recordId }: { id: string; recordId: string }): QueueJob {
  return { name: 'lane', data: { recordId, runId: id }, jobId: `run-${id}` };
}

/** Most lanes of a job: what each costs is shared by them, and a person who moves such a card waits for them all. */
const TOGETHER = 25;

/**
 * The jobs that wake workers for runs, of many records in each. A record's runs are one lane, and it is in one job.
 * @param runs the first of each record is the one to begin with
 * @param round ends the ids of jobs that are not to be taken for earlier ones
 */
export function laneJobs(runs: { id: string; recordId: string }[], round = ''): QueueJob[] {
  const lanes = [...new Map(runs.toReversed().map((run) => [run.recordId, run])).values()].toReversed();
  const jobs: QueueJob[] = [];
  for (let from = 0; from < lanes.length; from += TOGETHER) {
    const own = lanes.slice(from, from + TOGETHER);
    const [first] = own;
    if (!first) continue;
    const data = { lanes: own.map(({ id, recordId }) => ({ recordId, runId: id })) };
    const job = own.length === 1 ? laneJob(first) : { name: 'lanes', data, jobId: `runs-${first.id}` };
    jobs.push({ ...job, jobId: job.jobId + round });
  }
  return jobs;
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
 * The jobs of a sweep. They have other ids than the first ones, which may still be in the hands of a worker that died:
 * to the queue such a job is under way until its lock has run out.
 */
export function sweptLaneJobs(lanes: { id: string; recordId: string }[], now: Date): QueueJob[] {
  return laneJobs(lanes, `-${Math.floor(now.getTime() / ROUND)}`);
}
