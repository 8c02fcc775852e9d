import type { JobFailure } from '@etapa/shared/api/jobs';

/** Refused rows that have the same value of the same column and the same reason. */
export interface ProblemGroup {
  column: string | null;
  value: string | null;
  problem: string;
  count: number;
  /** The first few, for looking them up in the file. */
  lines: number[];
}

const LINES_KEPT = 5;

/** Refusals of a job by cause, the commonest first: one unknown product is one problem, not 1,480. */
export function groupProblems(failures: readonly JobFailure[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { column = null, value = null, problem, line } of failures) {
    const key = JSON.stringify([column, value, problem]);
    const group = groups.get(key) ?? { column, value, problem, count: 0, lines: [] };
    group.count += 1;
    if (line !== undefined && group.lines.length < LINES_KEPT) group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()].sort((left, right) => right.count - left.count);
}
