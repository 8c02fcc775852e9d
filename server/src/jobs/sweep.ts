import { Log } from '../config/log.ts';
import { Database } from '../store/database.ts';

/** Finds work that PostgreSQL knows of and the queue does not, and puts it into the queue again. */
export interface Sweeper {
  readonly sweeper: string;
  sweep(): Promise<void>;
}

/** Milliseconds between two sweeps. */
const PERIOD = 5000;
/** Any number of our own: who holds it sweeps, for all processes. */
const SWEEP_LOCK = 7_203_614_552;

/** Lets every sweeper look every five seconds, in one process at a time. */
export class Sweep {
  private timer?: NodeJS.Timeout;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly sweepers: Sweeper[],
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** Begins with a sweep at once: what a stopped or killed process left behind goes on without delay. */
  start(): void {
    this.current = this.sweepOnce().finally(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), PERIOD);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private async sweepOnce(): Promise<void> {
    try {
      await this.database.session(async (client) => {
        const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [SWEEP_LOCK]);
        if (!rows[0]?.mine) return;
        try {
          for (const each of this.sweepers) await this.run(each);
        } finally {
          await client.query('SELECT pg_advisory_unlock($1)', [SWEEP_LOCK]);
        }
      });
    } catch (error) {
      this.log.error('The sweep failed and tries again.', { error });
    }
  }

  private async run(sweeper: Sweeper): Promise<void> {
    if (this.stopped) return;
    try {
      await sweeper.sweep();
    } catch (error) {
      this.log.error('A sweeper failed and tries again.', { sweeper: sweeper.sweeper, error });
    }
  }
}
