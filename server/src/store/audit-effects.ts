import type { AuditEntry } from '@etapa/shared/api/audit';
import type { Queryable } from './database.ts';

/** Read by the audit: all that rules did is in the log, and names rule, version and run. */
type Effect = Omit<AuditEntry, 'at'> & { at: Date };

const HOUR = 3_600_000;
/** How far back the log is read at a time, in milliseconds: it is kept in order of time, so a stretch is found at once. */
const STRETCHES = [HOUR, 24 * HOUR, 30 * 24 * HOUR];

/**
 * What rules did, newest first.
 *
 * @param span not after `to`, and before that id where something was at `to`; not before `from`
 */
export async function ruleEffects(
  db: Queryable,
  { from, to, before, action }: { from: Date; to: Date; before: string | null; action?: string },
  limit: number,
): Promise<Effect[]> {
  const effects: Effect[] = [];
  let upper = to;
  for (const stretch of [...STRETCHES, Number.POSITIVE_INFINITY]) {
    const lower = new Date(Math.max(from.getTime(), to.getTime() - stretch));
    if (lower < upper || upper === to) {
      const rows = await db.query<Effect>(
        `SELECT id, at, actor, kind AS action, cause AS data,
           jsonb_strip_nulls(jsonb_build_object(
             'entityType', entity_type, 'record', record_id, 'user', data->'userId')) AS target
         FROM events
         WHERE at >= $1 AND at <= $2 AND actor->>'kind' = 'rule' AND ($3::text IS NULL OR kind = $3)
           AND (at < $4 OR ($5::uuid IS NOT NULL AND id < $5))
         ORDER BY at DESC, id DESC LIMIT $6`,
        // The next stretch begins before the end of this one.
        [lower, upper, action ?? null, upper, upper === to ? before : null, limit - effects.length],
      );
      effects.push(...rows);
    }
    if (effects.length >= limit || lower <= from) break;
    upper = lower;
  }
  return effects;
}

/** When rules first ran: before that they did nothing; null where none has run. */
export async function firstRun(db: Queryable): Promise<Date | null> {
  const [row] = await db.query<{ at: Date }>('SELECT created_at AS at FROM rule_runs ORDER BY id LIMIT 1', []);
  return row?.at ?? null;
}
