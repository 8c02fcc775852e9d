import type { JobRow } from '../../store/jobs.ts';

/** How long a change of many records can be taken back after its end, in milliseconds. */
export const UNDOABLE_FOR = 7 * 86_400_000;

/** Whether what a job did can be taken back: it has ended, did something, and is not too long ago. */
export function isUndoable({ kind, status, input, undone_by, finished_at, created_at }: JobRow, now: Date): boolean {
  if (undone_by !== null || (status !== 'done' && status !== 'cancelled' && status !== 'failed')) return false;
  if (kind !== 'bulk' && (kind !== 'import' || input.dryRun === true)) return false;
  return now.getTime() - (finished_at ?? created_at).getTime() < UNDOABLE_FOR;
}
