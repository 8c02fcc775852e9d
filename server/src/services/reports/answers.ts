import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { ChangeStore } from '../../store/changes.ts';
import { Database, type Queryable } from '../../store/database.ts';
import { Turns } from '../../store/turns.ts';
import { KeptAnswers } from './answers-kept.ts';

/** What was read, and when, where that was not just now. */
export interface Answer<T> {
  read: T;
  /** ISO 8601. Absent: the figures are those of this moment. */
  asOf?: string;
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

/** Several cores for one report, and room to sort in; plans that are run once are not worth compiling. */
const SETTINGS = {
  max_parallel_workers_per_gather: '2',
  parallel_setup_cost: '100',
  parallel_tuple_cost: '0.001',
  work_mem: '64MB',
  jit: 'off',
};
const BEGIN = `SELECT ${Object.entries(SETTINGS).map(([name, value]) => `set_config('${name}', '${value}', true)`)},
  pg_current_snapshot()::text AS snapshot`;

/**
 * Reads figures for reports: few at once, each as of one moment. Slow ones are kept for a while for who asked, by their
 * rights at the time of asking; who has changed anything since gets them anew.
 */
@Injectable()
export class ReportAnswers {
  private readonly turns = new Turns(AT_ONCE);
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
   */
  async of<T>(caller: Caller, question: unknown, work: (db: Queryable) => Promise<T>): Promise<Answer<T>> {
    const key = JSON.stringify([question, askerOf(caller)]);
    for (;;) {
      const awaited = this.underWay.get(key);
      const known = awaited ? await awaited : this.kept.get(key);
      if (known && (await this.holds(known, caller))) return { read: known.read as T, asOf: known.asOf };
      const next = this.underWay.get(key);
      if (next === undefined || next === awaited) break;
    }
    const computing = this.turns.take(() => this.compute(work));
    this.underWay.set(key, computing);
    try {
      const computed = await computing;
      if (computed.took >= SLOW) this.kept.put(key, computed);
      return { read: computed.read as T };
    } finally {
      if (this.underWay.get(key) === computing) this.underWay.delete(key);
    }
  }

  private async compute(work: (db: Queryable) => Promise<unknown>): Promise<Computed> {
    const asOf = this.clock.now().toISOString();
    const began = performance.now();
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<{ snapshot: string }>(BEGIN);
      const read = await work(tx);
      const at = performance.now();
      return { read, asOf, at, took: at - began, snapshot: row?.snapshot ?? '' };
    }, 'REPEATABLE READ');
  }

  private async holds({ at, took, snapshot }: Computed, caller: Caller): Promise<boolean> {
    const age = performance.now() - at;
    if (age > KEPT) return false;
    const { any, own } = await this.changes.since(this.database, snapshot, caller.id);
    return !any || (!own && took >= SLOW && age <= took * TIMES);
  }
}

/** A person and all their rights. */
function askerOf({ allRoles, ...person }: Caller): unknown {
  return [person, allRoles.filter(({ key }) => person.roles.includes(key))];
}
