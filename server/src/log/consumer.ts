import { Clock } from '../config/clock.ts';
import { Log } from '../config/log.ts';
import { Database } from '../store/database.ts';
import type { Transaction } from '../store/transaction.ts';
import { EVENTS_TO_ACT_ON, EVENTS_WAITING, type LoggedEvent, type Position } from './events.ts';

const CURSOR = 'SELECT xid::text AS xid, seq FROM cursors WHERE consumer = $1 FOR UPDATE';
/** What a crash takes of it is read again with the cursor; whatever builds on it is flushed with it. */
const UNHURRIED = 'SET LOCAL synchronous_commit = off';
const MOVE_CURSOR = 'UPDATE cursors SET xid = $2::xid8, seq = $3, updated_at = $4 WHERE consumer = $1';

/** Reads the log from the first event to the last, each exactly once. */
export interface EventConsumer {
  /** Names its cursor; never renamed. */
  readonly consumer: string;
  /**
   * Records what the events lead to, in the transaction that moves the cursor. Throwing undoes both, and the same
   * events come again after a pause: none is skipped.
   * @returns runs after the commit, to wake workers; it may be lost, so a sweep must find the same work
   */
  consume(events: LoggedEvent[], tx: Transaction): Promise<(() => Promise<void>) | undefined>;
}

const BATCH = 500;
/** Milliseconds between two reads of a busy log: what is committed meanwhile is read together, for the price of one. */
const GATHER = 15;
/** How long a consumer without events rests, in milliseconds: what a rule waits for at most after a commit elsewhere. */
const REST = 50;
/** The same when nothing has happened for `QUIET` milliseconds: looking twenty times a second is felt on an idle core. A commit of this process wakes it at once all the same. */
const LONG_REST = 500;
const QUIET = 30_000;
const LONGEST_PAUSE = 10_000;

/** Runs one consumer; of all processes that do, one at a time works, and another takes over when it dies. */
export class ConsumerLoop {
  private running?: Promise<void>;
  private stopped = false;
  private wakeUp: () => void = () => undefined;
  private awake = false;
  /** When there was last something to read, or a commit in this process. */
  private lastSign = 0;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly consumer: EventConsumer,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    this.unsubscribe = this.database.onEvents(() => this.wake());
    this.running = this.run();
  }

  /** Resolves when the batch in hand is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    this.wake();
    await this.running;
  }

  private wake(): void {
    this.awake = true;
    this.lastSign = performance.now();
    this.wakeUp();
  }

  private async run(): Promise<void> {
    let pause = REST;
    while (!this.stopped) {
      this.awake = false;
      try {
        while (!this.stopped && (await this.hasEvents())) {
          if ((await this.readBatch()) < BATCH) await this.rest(GATHER, false);
        }
        pause = REST;
      } catch (error) {
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        this.log.error('A consumer of the log failed and tries again.', {
          consumer: this.consumer.consumer,
          pause,
          error,
        });
      }
      // A commit wakes an idle consumer, but not one that waits out a failure.
      if (pause !== REST) await this.rest(pause, false);
      else await this.rest(performance.now() - this.lastSign < QUIET ? REST : LONG_REST, true);
    }
  }

  /** Looks without locking anything: an idle Etapa writes nothing. */
  private async hasEvents(): Promise<boolean> {
    const { consumer } = this.consumer;
    const [cursor] = await this.database.prepared<{ more: boolean }>('events-waiting', EVENTS_WAITING, [consumer]);
    if (cursor) return cursor.more;
    await this.database.query('INSERT INTO cursors (consumer, updated_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      consumer,
      this.clock.now(),
    ]);
    return true;
  }

  /** @returns how many events it has read */
  private async readBatch(): Promise<number> {
    const { consumer } = this.consumer;
    let committed: (() => Promise<void>) | undefined;
    let read = 0;
    await this.database.transaction(async (tx) => {
      await tx.query(UNHURRIED);
      const [cursor] = await tx.prepared<Position>('cursor', CURSOR, [consumer]);
      if (!cursor) return;
      const events = await tx.prepared<LoggedEvent>('events-to-act-on', EVENTS_TO_ACT_ON, [
        cursor.xid,
        cursor.seq,
        BATCH,
      ]);
      const last = events.at(-1);
      if (!last) return;
      read = events.length;
      this.lastSign = performance.now();
      committed = await this.consumer.consume(events, tx);
      await tx.prepared('move-cursor', MOVE_CURSOR, [consumer, last.xid, last.seq, this.clock.now()]);
    });
    await committed?.();
    return read;
  }

  private rest(milliseconds: number, wakeable: boolean): Promise<void> {
    if (this.stopped || (wakeable && this.awake)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const wakeUp = () => {
        if (wakeable || this.stopped) done();
      };
      function done() {
        clearTimeout(timer);
        resolve();
      }
      this.wakeUp = wakeUp;
    });
  }
}
