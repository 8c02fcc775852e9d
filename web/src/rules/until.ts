import type { RunStep } from '../data/rules.ts';

/** When a parked step goes on by itself, where it does. */
export function untilOf({ input, output }: RunStep): string | null {
  for (const part of [output, input]) {
    if (part === null || typeof part !== 'object') continue;
    const { until, dueAt } = part as { until?: unknown; dueAt?: unknown };
    if (typeof until === 'string') return until;
    if (typeof dueAt === 'string') return dueAt;
  }
  return null;
}
