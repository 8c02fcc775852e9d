import type { TimeRule } from '../../../store/time-rules.ts';
import type { Now } from './page.ts';

/** A stretch of time that a rule is to be followed through. */
export interface Window {
  /** ISO 8601: what came up to here has been seen. */
  from: string;
  /** ISO 8601: to the present, or to the moment the next version took over. */
  to: string;
  isOver: boolean;
}

/** Remembers when each rule comes next, so that until then nothing is asked. */
export class Moments {
  private readonly known = new Map<string, { version: number; from: string; timeZone: string; next: string }>();

  /**
   * @param next the first moment after `from` that is worth a look
   * @returns null when there is nothing to look for yet
   */
  window(rule: TimeRule, { now, timeZone }: Now, next: (from: string) => string): Window | null {
    const { reached, savedAt, replacedAt, version } = rule;
    const isOver = replacedAt !== null && replacedAt <= now;
    const to = (isOver && replacedAt ? replacedAt : now).toISOString();
    const from = reached?.at ?? savedAt.toISOString();
    // The clock was put back, or ahead when the rule was saved: what has been seen keeps its key, and fires no more.
    if (Date.parse(from) > Date.parse(to)) return { from: to, to, isOver };
    let known = this.known.get(rule.id);
    if (known?.version !== version || known.from !== from || known.timeZone !== timeZone) {
      known = { version, from, timeZone, next: next(from) };
      this.known.set(rule.id, known);
    }
    return Date.parse(known.next) <= Date.parse(to) || isOver ? { from, to, isOver } : null;
  }
}
