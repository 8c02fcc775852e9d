import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { ChangeStore } from '../../store/changes.ts';
import { isTooSlow } from '../../store/clashes.ts';
import { Database, type Queryable } from '../../store/database.ts';
import { Slots } from '../../store/slots.ts';
import { refused } from '../refusal-error.ts';
import { KeptAnswers } from './answers-kept.ts';

/** What was read, and when, where that was not just now. */
export interface Answer<T> {
  read: T;
  /** ISO 8601. Absent: the figures are those of this moment. */
  asOf?: string;
  /** They are being read anew: who asks again waits for that. */
  stale?: true;
}

export interface Asking {
  /** Whether figures of earlier will do, which are then read anew behind. */
  anyTime?: boolean;
  /** Whether everybody who may ask this gets the same answer: they see every record, and no condition names them. */
  sameForAll?: boolean;
  /** Whether only what is so at this moment will do, however long it takes: what a figure opens is never older than it. */
  latest?: boolean;
}

interface Computed {
  read: unknown;
  asOf: string;
  /** When it was there, by `performance.now()`: tests and demonstrations set the clock. */
  at: number;
  /** Milliseconds that it took, without waiting for its turn. */
  took: number;
  snapshot: string;
}

/** Reports read at once by one process: as many as keep two cores busy. The other connections are for people's clicks. */
const AT_ONCE = 2;

/** What is answered sooner is asked anew each time. Milliseconds, as below. */
const SLOW = 500;

/** A slow answer is shown for so long while nothing is written. */
const KEPT = 60_000;

/** While others write, for so many times what it took: so a question keeps a tenth of a core busy, and no more. */
const TIMES = 10;

/** So long they are shown, where that is asked for, while they are read anew. */
const SHOWN = 24 * 3_600_000;

/** Milliseconds for one statement: a report that takes longer would only be in the way of others. */
const PATIENCE = 60_000;

/** Several cores for one report, and room to sort in; plans that are run once are not worth compiling. */
const SETTINGS = {
  max_parallel_workers_per_gather: '2',
  parallel_setup_cost: '100',
  parallel_tuple_cost: '0.001',
  work_mem: '64MB',
  jit: 'off',
  statement_timeout: String(PATIENCE),
};
const BEGIN = `SELECT ${Object.entries(SETTINGS).map(([name, value]) => `set_config('${name}', '${value}', true)`)},
  pg_current_snapshot()::text AS snapshot`;

/**
 * Reads figures for reports: few at once, each as of one moment. Slow ones are kept for a while for who asked, by their
 * rights at the time of asking, or for all who see everything; who has changed anything since gets them anew.
 */
@Injectable()
export class ReportAnswers {
  private readonly slow: number = SLOW;
  private readonly turns = new Slots(AT_ONCE);
  private readonly kept = new KeptAnswers<Computed>();
  private readonly underWay = new Map<string, Promise<Computed>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: ChangeStore,
  ) {}

  /**
   * @param question all that the answer depends on but the person: what is asked, and the definition's version
   * @param work reads the figures; what it throws is thrown to everybody who waits for them
   * @throws RefusalError `too_slow` where the database needs too long for one statement of `work`
   */
  async of<T>(
    caller: Caller,
    question: unknown,
    work: (db: Queryable) => Promise<T>,
    { anyTime = false, sameForAll = false, latest = false }: Asking = {},
  ): Promise<Answer<T>> {
    const key = JSON.stringify([question, sameForAll ? 'all' : askerOf(caller)]);
    if (anyTime) {
      const known = this.kept.get(key);
      if (known && performance.now() - known.at < SHOWN) {
        const answer = { read: known.read as T, asOf: known.asOf };
        if (await this.holds(known, caller)) return answer;
        if (!this.underWay.has(key)) this.begin(key, work).catch(() => undefined);
        return { ...answer, stale: true };
      }
    }
    for (;;) {
      const awaited = this.underWay.get(key);
      const known = awaited ? await awaited : this.kept.get(key);
      if (known && (await this.holds(known, caller, latest))) return { read: known.read as T, asOf: known.asOf };
      const next = this.underWay.get(key);
      if (next === undefined || next === awaited) break;
    }
    return { read: (await this.begin(key, work)).read as T };
  }

  /** Reads and keeps it. Meanwhile it is under way, for others who ask the same. */
  private async begin(key: string, work: (db: Queryable) => Promise<unknown>): Promise<Computed> {
    const computing = this.turns.take(() => this.compute(work));
    this.underWay.set(key, computing);
    try {
      const computed = await computing;
      // What was once slow and is not now takes the place of its older figures.
      if (computed.took >= this.slow || this.kept.get(key)) this.kept.put(key, computed);
      return computed;
    } finally {
      if (this.underWay.get(key) === computing) this.underWay.delete(key);
    }
  }

  private async compute(work: (db: Queryable) => Promise<unknown>): Promise<Computed> {
    const asOf = this.clock.now().toISOString();
    const began = performance.now();
    const reading = this.database.transaction(async (tx) => {
      const [row] = await tx.query<{ snapshot: string }>(BEGIN);
      const read = await work(tx);
      const at = performance.now();
      return { read, asOf, at, took: at - began, snapshot: row?.snapshot ?? '' };
    }, 'REPEATABLE READ');
    return reading.catch((error: unknown) => {
      if (!isTooSlow(error)) throw error;
      const limit = `This takes longer than ${PATIENCE / 1000} s.`;
      throw refused('too_slow', `${limit} Narrow it: to fewer days, or by a condition.`);
    });
  }

  private async holds({ at, took, snapshot }: Computed, caller: Caller, latest = false): Promise<boolean> {
    const age = performance.now() - at;
    if (age > KEPT) return false;
    const { any, own } = await this.changes.since(this.database, snapshot, caller.id);
    return !any || (!latest && !own && took >= SLOW && age <= took * TIMES);
  }
}

/** A person and all their rights. */
function askerOf({ allRoles, ...person }: Caller): unknown {
  return [person, allRoles.filter(({ key }) => person.roles.includes(key))];
}
