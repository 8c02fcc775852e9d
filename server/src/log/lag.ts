import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';

/** How far consumers are behind the log. */
@Injectable()
export class LogLag {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns by consumer, the age in seconds of its oldest unread event; 0 when it has read all */
  read(): Promise<{ consumer: string; seconds: number }[]> {
    return this.database.query(
      `SELECT consumer, coalesce(greatest(extract(epoch FROM $1::timestamptz - oldest.at), 0), 0)::float8 AS seconds
       FROM cursors LEFT JOIN LATERAL (
         SELECT at FROM events WHERE (events.xid, events.seq) > (cursors.xid, cursors.seq)
         ORDER BY events.xid, events.seq LIMIT 1
       ) oldest ON true`,
      [this.clock.now()],
    );
  }
}
