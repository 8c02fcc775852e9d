import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

@Injectable()
export class RateLimitStore {
  /**
   * Counts one more try in the present window, which begins with its first try.
   * @param seconds length of a window
   * @returns tries so far, this one included, and when the window ends
   */
  async count(db: Queryable, key: string, seconds: number, now: Date): Promise<{ count: number; until: Date }> {
    const until = new Date(now.getTime() + seconds * 1000);
    const [row] = await db.query<{ count: number; until: Date }>(
      `INSERT INTO rate_limits AS l (key, count, until) VALUES ($1, 1, $3)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN l.until <= $2 THEN 1 ELSE l.count + 1 END,
         until = CASE WHEN l.until <= $2 THEN $3 ELSE l.until END
       RETURNING count, until`,
      [key, now, until],
    );
    if (!row) throw new Error('Counting a try returned nothing.');
    return row;
  }

  async clear(db: Queryable, key: string): Promise<void> {
    await db.query('DELETE FROM rate_limits WHERE key = $1', [key]);
  }

  async removeEnded(db: Queryable, now: Date): Promise<void> {
    await db.query('DELETE FROM rate_limits WHERE until <= $1', [now]);
  }
}
