import type { Field } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { type ForecastRow, type ForecastTerms, forecastColumns } from './forecasts.ts';
import { bind, type Where } from './where.ts';

export interface PastForecastRow extends Omit<ForecastRow, 'period'> {
  at: Date;
}

/**
 * Forecasts as they were: where each record stood is in its visits, and what it held is what it holds now less what the
 * log says was changed since. Probabilities are those of today's definition.
 */
@Injectable()
export class ForecastHistory {
  /**
   * @param fields that the figures depend on
   * @param period first day of the period wanted; undefined: all together
   */
  read(
    db: Queryable,
    terms: ForecastTerms,
    amount: Field | null,
    { fields, at, where, period }: { fields: string[]; at: Date[]; where: Where | null; period?: string },
  ): Promise<PastForecastRow[]> {
    const params: unknown[] = [];
    const type = bind(params, terms.definition.key);
    const points = bind(params, at);
    const changed = fields.map((field) => {
      const name = bind(params, field);
      return `|| coalesce((SELECT jsonb_build_object(${name}::text, e.data -> 'before' -> ${name}::text) FROM events e
        WHERE e.record_id = b.id AND e.at > p.at AND e.kind IN ('record.updated', 'record.converted')
          AND e.data -> 'before' ? ${name}::text
        ORDER BY e.seq LIMIT 1), '{}')`;
    });
    const wanted = period === undefined ? '' : `AND period = ${bind(params, period)}::text`;
    return db.query(
      `SELECT at, figure, currency, count(*) AS count, sum(amount) AS sum, sum(amount * probability) AS weighted
       FROM (
         SELECT r.at, ${forecastColumns(terms, amount)}
         FROM (
           SELECT p.at, b.id, b.created_at, b.updated_at, b.last_activity_at, v.funnel, v.stage,
             v.entered_at AS stage_entered_at, v.entered_at AS closed_at, b.doc ${changed.join(' ')} AS doc
           FROM (SELECT * FROM records r WHERE r.entity_type = ${type} AND r.deleted_at IS NULL
             AND (${where?.(params) ?? 'true'})) b
           CROSS JOIN unnest(${points}::timestamptz[]) AS p(at)
           CROSS JOIN LATERAL (SELECT v.funnel, v.stage, v.entered_at FROM stage_visits v
             WHERE v.record_id = b.id AND v.entered_at <= p.at ORDER BY v.ordinal DESC LIMIT 1) v
         ) r
       ) records WHERE figure IN ('open', 'won') ${wanted} GROUP BY 1, 2, 3`,
      params,
    );
  }
}
