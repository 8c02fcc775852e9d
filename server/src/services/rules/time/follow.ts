import { Injectable } from '@nestjs/common';
import { Clock } from '../../../config/clock.ts';
import { LogLag } from '../../../log/lag.ts';
import { Database, type Queryable } from '../../../store/database.ts';
import { RuleRecheckStore } from '../../../store/rule-rechecks.ts';
import { type TimeRule, TimeRuleStore } from '../../../store/time-rules.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { RecordContexts } from '../../records-context.ts';
import { TimeRuns } from './fire.ts';
import type { Due, Now, Page } from './page.ts';
import { TimePages } from './pages.ts';

/** Most records of one rule, and of a look at records that came with a past, in one transaction. */
const LIMIT = 500;
/** Most transactions of one look; the next one goes on. */
const ROUNDS = 20;
/** How long, in milliseconds, time waits for events that happened before it: their runs come first. */
const PATIENCE = 30_000;
/** How old, in seconds, an unread event is that time waits for. */
const LATE = 5;

/**
 * Time rules are queries, not timers: what has come since a rule was followed last is looked up by index, so editing a
 * rule or a funnel, an outage or a clock that jumps needs nothing rescheduled. What is done and how far that has come is
 * one transaction, and each occasion has a key: nothing is lost or doubled.
 */
@Injectable()
export class TimeRules {
  private waitingSince?: number;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: TimeRuleStore,
    private readonly rechecks: RuleRecheckStore,
    private readonly pages: TimePages,
    private readonly runs: TimeRuns,
    private readonly contexts: RecordContexts,
    private readonly lag: LogLag,
  ) {}

  /** Sets off what has become due. */
  async follow(): Promise<void> {
    if (await this.isLogBehind()) return;
    const { timeZone, hours } = await this.contexts.settings();
    for (let round = 0; round < ROUNDS; round++) {
      const time = { now: this.clock.now(), timeZone, hours, limit: LIMIT };
      // Looked at without the lock first: an idle Etapa writes and locks nothing.
      const pages = await this.database.transaction((tx) => this.due(tx, time));
      const more = pages.length > 0 && (await this.database.transaction((tx) => this.round(tx, time)));
      const rechecked = await this.recheck(time);
      if (!more && !rechecked) return;
    }
  }

  /** What came first is done first, whichever rule's it is: after a full page nothing later than its end is. */
  private async round(tx: Transaction, time: Now): Promise<boolean> {
    await this.store.lock(tx);
    const pages = await this.due(tx, time);
    const ends = pages.filter(({ isFull }) => isFull).flatMap(({ due }) => due.at(-1)?.at.getTime() ?? []);
    const cut = Math.min(...ends);
    const now = pages.map((page) => ({ ...page, due: page.due.filter(({ at }) => at.getTime() <= cut) }));
    await this.runs.fire(tx, inOrder(now));
    const clocks = pages.flatMap((page, index) => clockOf(page, now[index]?.due ?? []) ?? []);
    await this.store.follow(tx, clocks, time.now);
    return pages.some((page, index) => page.isFull || page.isOver || now[index]?.due.length !== page.due.length);
  }

  /** Records that came with a past, or out of the trash. @returns whether there may be more */
  private async recheck(time: Now): Promise<boolean> {
    if (!(await this.rechecks.isAny(this.database))) return false;
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx);
      const records = await this.rechecks.take(tx, LIMIT);
      const rules = await this.rules(tx);
      const wanted = rules.filter(({ entityType }) => records.some((record) => record.entityType === entityType));
      const ids = records.map(({ id }) => id);
      const pages = await this.pages.idle(tx, wanted, { ...time, limit: LIMIT + 1 }, ids);
      await this.runs.fire(tx, inOrder(pages));
      return records.length === LIMIT;
    });
  }

  private async due(tx: Transaction, time: Now): Promise<Page[]> {
    await this.store.byIndex(tx);
    return this.pages.all(tx, await this.rules(tx), time);
  }

  private rules(db: Queryable): Promise<TimeRule[]> {
    return this.store.all(db, this.pages.kinds);
  }

  /** After an outage, what happened is read before what came by time alone; a log that stands still is not waited for. */
  private async isLogBehind(): Promise<boolean> {
    const lags = await this.lag.read();
    const seconds = lags.find(({ consumer }) => consumer === 'rules')?.seconds ?? 0;
    if (seconds <= LATE) {
      this.waitingSince = undefined;
      return false;
    }
    this.waitingSince ??= performance.now();
    return performance.now() - this.waitingSince < PATIENCE;
  }
}

const inOrder = (pages: Page[]): Due[] =>
  pages.flatMap(({ due }) => due).sort((a, b) => a.at.getTime() - b.at.getTime());

/** How far a rule has been followed with what was done of its page; undefined when that is no further than before. */
function clockOf({ rule, due, isFull, end, isOver }: Page, done: Due[]) {
  const isWhole = !isFull && done.length === due.length;
  if (isWhole && isOver && end) {
    return { id: rule.id, version: rule.version + 1, reached: { at: end.at, isNew: true as const } };
  }
  const reached = isWhole ? (end ?? done.at(-1)?.reached) : done.at(-1)?.reached;
  return reached && { id: rule.id, version: rule.version, reached };
}
