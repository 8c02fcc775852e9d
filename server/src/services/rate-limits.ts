import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { RateLimitStore } from '../store/rate-limits.ts';
import { refused } from './refusal-error.ts';

/** Limits tries over all web processes together: counted in the database. */
@Injectable()
export class RateLimitService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: RateLimitStore,
  ) {}

  /**
   * Counts a try before it is made, so that many at once do not slip through.
   * @param most tries in a window of `seconds`
   * @throws RefusalError `rate_limited`, saying in `retryAfter` when to come back, in seconds
   */
  async take(key: string, most: number, seconds: number): Promise<void> {
    const now = this.clock.now();
    const { count, until } = await this.store.count(this.database, key, seconds, now);
    // A new window is a good moment to forget those that are over.
    if (count === 1) await this.store.removeEnded(this.database, now);
    if (count <= most) return;
    const retryAfter = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
    throw refused('rate_limited', `Too many tries. Try again in ${retryAfter} seconds.`, undefined, { retryAfter });
  }

  /** Starts over: the try succeeded. */
  async clear(key: string): Promise<void> {
    await this.store.clear(this.database, key);
  }
}
