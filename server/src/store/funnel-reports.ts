import { Injectable } from '@nestjs/common';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { bind, type Where } from './where.ts';

/** Records created in [from, to), among those that meet `where`. */
export interface Cohort {
  entityType: string;
  from: Date | null;
  to: Date | null;
  where: Where | null;
}

/** A stage as the report needs it. `position` counts the stages that are not lost, from 1; 0 for lost ones. */
export interface ReportStage {
  stage: string;
  group: 'open' | 'won' | 'lost';
  position: number;
  normSeconds: number | null;
}

/** SQL expressions over `r` that the report sums: numeric, with the currency's code where it differs by record. */
export interface SummedField {
  key: string;
  value: string;
  currency: string | null;
}

export interface StageRow {
  stage: string;
  entered: number;
  current: number;
  lostHere: number;
  furthest: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
  overNorm: number;
  overNormNow: number;
}

export interface SumRow {
  /** `current:<stage>`, `won` or `lost:<reason>`; a loss without a reason is `lost:`. */
  slice: string;
  field: string;
  currency: string | null;
  sum: string | null;
  median: string | null;
}

export interface FunnelTotals {
  won: number;
  lost: number;
  open: number;
  medianCycleSeconds: number | null;
  lossReasons: { reason: string | null; count: number }[];
}

export interface FunnelRead {
  stages: StageRow[];
  totals: FunnelTotals;
  sums: SumRow[];
}

/**
 * Figures of one funnel, by the definitions of the contract's section 8. A record belongs to the report when it was
 * ever in the funnel; its outcome is the group of the last stage it was in there.
 */
@Injectable()
export class FunnelReports {
  /**
   * @param reason SQL expression over `r` that gives the loss reason, or null
   * @param now for visits that are still open
   */
  async read(
    db: Queryable,
    cohort: Cohort,
    funnel: string,
    stages: ReportStage[],
    summed: SummedField[],
    reason: string | null,
    now: Date,
  ): Promise<FunnelRead> {
    const params: unknown[] = [];
    const terms = [`r.entity_type = ${bind(params, cohort.entityType)}`, 'r.deleted_at IS NULL'];
    if (cohort.from) terms.push(`r.created_at >= ${bind(params, cohort.from)}`);
    if (cohort.to) terms.push(`r.created_at < ${bind(params, cohort.to)}`);
    if (cohort.where) terms.push(`(${cohort.where(params)})`);
    const inFunnel = `${bind(params, funnel)}::text`;
    const stageList = `${bind(params, JSON.stringify(stages))}::jsonb`;
    const until = `${bind(params, now)}::timestamptz`;
    const sumSlices = summed
      .map(
        (field) => `
        SELECT 'current:' || c.stage AS slice, ${literal(field.key)} AS field, ${field.currency ?? 'NULL::text'} AS currency,
          sum(${field.value}) AS sum, NULL::numeric AS median
        FROM outcome c JOIN records r ON r.id = c.id WHERE c.here GROUP BY c.stage, 3
        UNION ALL
        SELECT CASE c.grp WHEN 'won' THEN 'won' ELSE 'lost:' || coalesce(${reason ?? "''"}, '') END, ${literal(field.key)},
          ${field.currency ?? 'NULL::text'}, sum(${field.value}),
          percentile_cont(0.5) WITHIN GROUP (ORDER BY ${field.value})
        FROM outcome c JOIN records r ON r.id = c.id WHERE c.grp IN ('won', 'lost') GROUP BY 1, 3`,
      )
      .join(' UNION ALL ');
    const [row] = await db.query<{ report: { stages: StageRow[]; totals: FunnelTotals; sums: SumRow[] | null } }>(
      `
      WITH stages AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${stageList})
          AS s(stage text, "group" text, position int, "normSeconds" float8)
      ),
      cohort AS MATERIALIZED (
        SELECT r.id, r.created_at, r.closed_at, r.funnel, r.stage FROM records r WHERE ${terms.join(' AND ')}
      ),
      visits AS MATERIALIZED (
        SELECT v.record_id, v.stage, v.ordinal, s."group" AS grp, s.position, s."normSeconds" AS norm, v.left_at IS NULL AS present,
          extract(epoch FROM coalesce(v.left_at, ${until}) - v.entered_at)::float8 AS seconds
        FROM cohort c JOIN stage_visits v ON v.record_id = c.id JOIN stages s ON s.stage = v.stage
        WHERE v.funnel = ${inFunnel}
      ),
      travelled AS MATERIALIZED (
        SELECT record_id, max(position) AS furthest, max(ordinal) AS last,
          max(ordinal) FILTER (WHERE grp <> 'lost') AS last_kept
        FROM visits GROUP BY record_id
      ),
      outcome AS MATERIALIZED (
        SELECT c.id, t.furthest, v.grp, c.created_at, c.closed_at,
          c.funnel = ${inFunnel} AS here, c.stage, kept.stage AS lost_at
        FROM travelled t
        JOIN cohort c ON c.id = t.record_id
        JOIN visits v ON v.record_id = t.record_id AND v.ordinal = t.last
        LEFT JOIN visits kept ON v.grp = 'lost' AND kept.record_id = t.record_id AND kept.ordinal = t.last_kept
      ),
      by_visit AS (
        SELECT stage, count(DISTINCT record_id) AS entered,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE grp = 'open' AND NOT present) AS median,
          percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE grp = 'open' AND NOT present) AS p90,
          count(*) FILTER (WHERE grp = 'open' AND NOT present AND seconds > norm) AS over_norm,
          count(*) FILTER (WHERE grp = 'open' AND present AND seconds > norm) AS over_norm_now
        FROM visits GROUP BY stage
      ),
      now_in AS (SELECT stage, count(*) AS n FROM outcome WHERE here GROUP BY stage),
      lost_at AS (SELECT lost_at AS stage, count(*) AS n FROM outcome WHERE lost_at IS NOT NULL GROUP BY lost_at),
      furthest AS (SELECT furthest AS position, count(*) AS n FROM outcome GROUP BY furthest),
      reasons AS (
        SELECT ${reason ?? 'NULL::text'} AS reason, count(*) AS n
        FROM outcome c JOIN records r ON r.id = c.id WHERE c.grp = 'lost' GROUP BY 1
      )
      SELECT jsonb_build_object(
        'stages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'stage', s.stage, 'entered', coalesce(b.entered, 0), 'current', coalesce(i.n, 0), 'lostHere', coalesce(l.n, 0),
            'furthest', CASE WHEN s.position > 0 THEN coalesce(f.n, 0) ELSE 0 END,
            'medianSeconds', b.median, 'p90Seconds', b.p90,
            'overNorm', coalesce(b.over_norm, 0), 'overNormNow', coalesce(b.over_norm_now, 0))), '[]')
          FROM stages s LEFT JOIN by_visit b USING (stage) LEFT JOIN now_in i USING (stage)
          LEFT JOIN lost_at l USING (stage) LEFT JOIN furthest f ON f.position = s.position),
        'totals', (SELECT jsonb_build_object(
            'won', count(*) FILTER (WHERE grp = 'won'), 'lost', count(*) FILTER (WHERE grp = 'lost'),
            'open', count(*) FILTER (WHERE grp = 'open'),
            'medianCycleSeconds', percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - created_at)::float8)
              FILTER (WHERE grp = 'won' AND closed_at IS NOT NULL),
            'lossReasons', (SELECT coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'count', n) ORDER BY n DESC, reason), '[]')
              FROM reasons)) FROM outcome),
        'sums', ${
          sumSlices === ''
            ? 'NULL'
            : `(SELECT jsonb_agg(jsonb_build_object('slice', slice, 'field', field, 'currency', currency,
                'sum', sum::text, 'median', median::text)) FROM (${sumSlices}) x WHERE sum IS NOT NULL)`
        }
      ) AS report`,
      params,
    );
    const report = row!.report;
    return { ...report, sums: report.sums ?? [] };
  }
}
