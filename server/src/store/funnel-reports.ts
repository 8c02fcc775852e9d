import { Injectable } from '@nestjs/common';
import { type Cohort, cohortWhere } from './cohorts.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { visitSeconds } from './funnel-figures.ts';
import { bind } from './where.ts';

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
  overNormRecords: number;
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
    const within = cohortWhere(cohort);
    if (within) terms.push(within(params));
    const inFunnel = `${bind(params, funnel)}::text`;
    const numbered = stages.map((stage, no) => ({ ...stage, no, bit: bitAt(no, stages.length) }));
    const stageList = `${bind(params, JSON.stringify(numbered))}::jsonb`;
    const until = `${bind(params, now)}::timestamptz`;
    const columns = summed.map(({ value, currency }, index) => {
      return `, ${value} AS value${index}, ${currency ?? 'NULL::text'} AS currency${index}`;
    });
    const values = summed.map((_, index) => `, c.value${index}, c.currency${index}`).join('');
    const [row] = await db.query<{ report: { stages: StageRow[]; totals: FunnelTotals; sums: SumRow[] | null } }>(
      `
      WITH stages AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${stageList})
          AS s(no int, bit bit(${stages.length}), stage text, "group" text, position int, "normSeconds" float8)
      ),
      cohort AS MATERIALIZED (
        SELECT r.id, r.created_at, r.closed_at, r.funnel, r.stage, ${reason ?? 'NULL::text'} AS reason${columns.join('')}
        FROM records r WHERE ${terms.join(' AND ')}
      ),
      -- Narrow, since there are several of each record: the rest is known by the number of the stage.
      visits AS MATERIALIZED (
        SELECT v.record_id, s.no, v.ordinal, v.left_at IS NULL AS present,
          CASE WHEN s."group" = 'open' THEN ${visitSeconds(until)} END AS seconds
        FROM cohort c JOIN stage_visits v ON v.record_id = c.id JOIN stages s ON s.stage = v.stage
        WHERE v.funnel = ${inFunnel}${cohort.from || cohort.to ? BETWEEN_THEM : ''}
      ),
      -- The greatest ordinal brings the stage of its visit along: joining visits a second time costs as much again.
      travelled AS (
        SELECT v.record_id, max(s.position) AS furthest, bit_or(s.bit) AS entered,
          bit_or(s.bit) FILTER (WHERE NOT present AND seconds > s."normSeconds") AS late,
          max(v.ordinal::bigint * ${STAGES_AT_MOST} + no) % ${STAGES_AT_MOST} AS last,
          max(v.ordinal::bigint * ${STAGES_AT_MOST} + no) FILTER (WHERE s."group" <> 'lost') % ${STAGES_AT_MOST} AS last_kept
        FROM visits v JOIN stages s USING (no) GROUP BY v.record_id
      ),
      -- A full join is hashed, always. A plain one compares all with all where the planner does not yet know of what
      -- has come in the last minute: 20 s for 9,000 records.
      paired AS MATERIALIZED (SELECT * FROM travelled t FULL JOIN cohort c ON c.id = t.record_id),
      outcome AS MATERIALIZED (
        SELECT c.furthest, c.entered, c.late, s."group" AS grp, CASE WHEN c.funnel = ${inFunnel} THEN c.stage END AS here, c.reason,
          CASE s."group" WHEN 'lost' THEN c.last_kept END AS lost_at,
          CASE s."group" WHEN 'won' THEN extract(epoch FROM c.closed_at - c.created_at)::float8 END AS cycle${values}
        FROM paired c JOIN stages s ON s.no = c.last
      ),
      -- Records alike in all that is counted, so that every count below adds up a few rows.
      tally AS MATERIALIZED (
        SELECT grp, here, lost_at, furthest, entered, late, CASE grp WHEN 'lost' THEN reason END AS reason, count(*) AS n
        FROM outcome GROUP BY 1, 2, 3, 4, 5, 6, 7
      ),
      durations AS (
        SELECT v.no,
          percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE NOT present) AS percentiles,
          count(*) FILTER (WHERE NOT present AND seconds > s."normSeconds") AS over_norm,
          count(*) FILTER (WHERE present AND seconds > s."normSeconds") AS over_norm_now
        FROM visits v JOIN stages s USING (no) WHERE seconds IS NOT NULL GROUP BY v.no
      ),
      counted AS (
        SELECT s.no, sum(n) FILTER (WHERE get_bit(t.entered, s.no) = 1) AS entered, sum(n) FILTER (WHERE t.here = s.stage) AS here,
          sum(n) FILTER (WHERE t.lost_at = s.no) AS lost, sum(n) FILTER (WHERE t.furthest = s.position) AS furthest,
          sum(n) FILTER (WHERE get_bit(t.late, s.no) = 1) AS late
        FROM stages s, tally t GROUP BY s.no
      )
      SELECT jsonb_build_object(
        'stages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'stage', s.stage, 'entered', coalesce(c.entered, 0), 'current', coalesce(c.here, 0), 'lostHere', coalesce(c.lost, 0),
            'furthest', CASE WHEN s.position > 0 THEN coalesce(c.furthest, 0) ELSE 0 END,
            'medianSeconds', d.percentiles[1], 'p90Seconds', d.percentiles[2],
            'overNorm', coalesce(d.over_norm, 0),
            'overNormRecords', coalesce(c.late, 0), 'overNormNow', coalesce(d.over_norm_now, 0)) ORDER BY s.no), '[]')
          FROM stages s LEFT JOIN counted c USING (no) LEFT JOIN durations d USING (no)),
        'totals', (SELECT jsonb_build_object(
            'won', coalesce(sum(n) FILTER (WHERE grp = 'won'), 0), 'lost', coalesce(sum(n) FILTER (WHERE grp = 'lost'), 0),
            'open', coalesce(sum(n) FILTER (WHERE grp = 'open'), 0),
            'medianCycleSeconds', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY cycle) FROM outcome),
            'lossReasons', (SELECT coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'count', n) ORDER BY n DESC, reason), '[]')
              FROM (SELECT reason, sum(n) AS n FROM tally WHERE grp = 'lost' GROUP BY reason) r)) FROM tally),
        'sums', ${sumsOf(summed)}
      ) AS report`,
      params,
    );
    const report = row!.report;
    return { ...report, sums: report.sums ?? [] };
  }
}

/** Stages are numbered below this, so that a number holds a visit's ordinal and its stage. */
const STAGES_AT_MOST = 100_000;

/**
 * Ids are made in the order of time, so that what was made in a time lies together in the index of visits: read from the
 * first to the last of the cohort instead of all there are.
 */
const BETWEEN_THEM = `
          AND v.record_id >= (SELECT id FROM cohort ORDER BY id LIMIT 1)
          AND v.record_id <= (SELECT id FROM cohort ORDER BY id DESC LIMIT 1)`;

/** A row of `length` bits of which one is set. */
const bitAt = (position: number, length: number): string => `${'0'.repeat(position)}1`.padEnd(length, '0');

/** SQL for the sums of what is now in each stage, was won and was lost; the medians of what is closed. */
function sumsOf(summed: SummedField[]): string {
  const slices = summed.map(
    ({ key }, index) => `
      SELECT 'current:' || here AS slice, ${literal(key)} AS field, currency${index} AS currency, sum(value${index}) AS sum,
        NULL::float8 AS median
      FROM outcome WHERE here IS NOT NULL GROUP BY here, currency${index}
      UNION ALL
      SELECT CASE grp WHEN 'won' THEN 'won' ELSE 'lost:' || coalesce(reason, '') END, ${literal(key)}, currency${index},
        sum(value${index}), percentile_cont(0.5) WITHIN GROUP (ORDER BY value${index})
      FROM outcome WHERE grp IN ('won', 'lost') GROUP BY 1, 3`,
  );
  if (slices.length === 0) return 'NULL';
  return `(SELECT jsonb_agg(jsonb_build_object('slice', slice, 'field', field, 'currency', currency,
    'sum', sum::text, 'median', median::text)) FROM (${slices.join(' UNION ALL ')}) x WHERE sum IS NOT NULL)`;
}
