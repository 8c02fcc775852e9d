import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Log } from '../config/log.ts';
import { Database } from '../store/database.ts';
import { EVENTS_AFTER, type LoggedEvent, type Position } from './events.ts';

const BATCH = 1000;
/** Milliseconds between two looks. */
const REST = 100;

/**
 * The log as it grows, for live screens: one reader per process, however many listen, and none when nobody does. It
 * begins with the present and keeps no cursor.
 */
@Injectable()
export class Tail implements OnModuleDestroy {
  private readonly listeners = new Set<(events: LoggedEvent[]) => void>();
  private position?: Position;
  private timer?: NodeJS.Timeout;
  private reading?: Promise<void>;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /**
   * Calls `listener` with events committed from now on, in the order of the log.
   * @returns resolves, once nothing committed later can be missed, to what ends it
   */
  async listen(listener: (events: LoggedEvent[]) => void): Promise<() => void> {
    if (this.listeners.size === 0) await this.begin();
    this.listeners.add(listener);
    this.look();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.end();
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.listeners.clear();
    this.end();
    await this.reading;
  }

  private async begin(): Promise<void> {
    if (this.position) return;
    const [row] = await this.database.query<{ xid: string }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid',
    );
    // Everything below xmin has been there before; the last number of the transaction before it comes after them all.
    this.position ??= { xid: String(BigInt(row?.xid ?? 0) - 1n), seq: Number.MAX_SAFE_INTEGER };
    this.unsubscribe();
    this.unsubscribe = this.database.onEvents(() => this.look());
  }

  private end(): void {
    clearTimeout(this.timer);
    this.unsubscribe();
    this.position = undefined;
  }

  private look(): void {
    if (this.reading) return;
    clearTimeout(this.timer);
    this.reading = this.read()
      .catch((error: unknown) => this.log.warnOften('Live screens wait for the database.', { error }))
      .finally(() => {
        this.reading = undefined;
        if (this.listeners.size > 0) this.timer = setTimeout(() => this.look(), REST);
      });
  }

  private async read(): Promise<void> {
    for (let full = true; full && this.position && this.listeners.size > 0; ) {
      const { xid, seq } = this.position;
      const events = await this.database.prepared<LoggedEvent>('events-after', EVENTS_AFTER, [xid, seq, BATCH]);
      const last = events.at(-1);
      if (!last || !this.position) return;
      this.position = { xid: last.xid, seq: last.seq };
      full = events.length === BATCH;
      for (const listener of this.listeners) this.tell(listener, events);
    }
  }

  private tell(listener: (events: LoggedEvent[]) => void, events: LoggedEvent[]): void {
    try {
      listener(events);
    } catch (error) {
      this.log.error('A listener of the log failed.', { error });
    }
  }
}
