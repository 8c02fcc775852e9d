import { Injectable } from '@nestjs/common';
import type { Cohort } from './cohorts.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { FunnelPass, funnelColumns } from './funnel-pass.ts';
import type { FunnelRead, FunnelTotals, ReportStage, StageRow, SummedField, SumRow } from './funnel-read.ts';
import { isLate, isPresent, stageOf, tallyOf } from './funnel-tally.ts';
import { PackedRecords } from './packed-records.ts';
import { bind } from './where.ts';

/**
 * Figures of one funnel, by the definitions of the contract's section 8. A record belongs to the report when it was
 * ever in the funnel; its outcome is the group of the last stage it was in there.
 */
@Injectable()
export class FunnelReports {
  constructor(private readonly packed: PackedRecords) {}

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
    const pass = new FunnelPass(funnel, stages, summed, now);
    const bySql = () => this.bySql(db, cohort, funnel, stages, summed, reason, now);
    const read = await this.packed.count(db, cohort, funnelColumns(stages, summed, reason), pass, bySql);
    return { ...read, totals: { ...read.totals, lossReasons: await ordered(db, read.totals.lossReasons) } };
  }

  private async bySql(
    db: Queryable,
    cohort: Cohort,
    funnel: string,
    stages: ReportStage[],
    summed: SummedField[],
    reason: string | null,
    now: Date,
  ): Promise<FunnelRead> {
    const tally = tallyOf(cohort, funnel, stages, summed, reason, now);
    const { params } = tally;
    const numbered = stages.map((stage, no) => ({ ...stage, no }));
    const [row] = await db.query<{ report: { stages: StageRow[]; totals: FunnelTotals; sums: SumRow[] | null } }>(
      `
      WITH ${tally.sql},
      stages AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${bind(params, JSON.stringify(numbered))}::jsonb)
          AS s(no int, stage text, "group" text, position int)
      ),
      steps AS MATERIALIZED (
        SELECT t.id, t.n, e.at, s.no, s."group", s.position, ${isPresent('e.step')} AS present, ${isLate('e.step')} AS late
        FROM tally t, unnest(t.path) WITH ORDINALITY AS e(step, at) JOIN stages s ON s.no = ${stageOf('e.step')}
      ),
      ends AS (
        SELECT id, max(position) AS furthest, (array_agg(no ORDER BY at DESC))[1] AS last,
          (array_agg(no ORDER BY at DESC) FILTER (WHERE "group" <> 'lost'))[1] AS last_kept
        FROM steps GROUP BY id
      ),
      outcome AS MATERIALIZED (
        SELECT t.*, e.furthest, s."group" AS grp, CASE s."group" WHEN 'lost' THEN e.last_kept END AS lost_at
        FROM ends e JOIN tally t USING (id) JOIN stages s ON s.no = e.last
      ),
      visited AS (
        SELECT id, no, n, count(*) FILTER (WHERE late AND NOT present) AS over, count(*) FILTER (WHERE late AND present) AS over_now
        FROM steps GROUP BY id, no, n
      ),
      entered AS (
        SELECT no, sum(n) AS records, sum(n * over) AS over, sum(n) FILTER (WHERE over > 0) AS over_records, sum(n * over_now) AS over_now
        FROM visited GROUP BY no
      )
      SELECT jsonb_build_object(
        'stages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'stage', s.stage, 'entered', coalesce(e.records, 0),
            'current', (SELECT coalesce(sum(n), 0) FROM outcome WHERE here = s.stage),
            'lostHere', (SELECT coalesce(sum(n), 0) FROM outcome WHERE lost_at = s.no),
            'furthest', (SELECT coalesce(sum(n), 0) FROM outcome WHERE furthest = s.position AND s.position > 0),
            'medianSeconds', p.percentiles[1], 'p90Seconds', p.percentiles[2], 'overNorm', coalesce(e.over, 0),
            'overNormRecords', coalesce(e.over_records, 0), 'overNormNow', coalesce(e.over_now, 0)) ORDER BY s.no), '[]')
          FROM stages s LEFT JOIN entered e USING (no) CROSS JOIN LATERAL (
            SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds) AS percentiles FROM (
              SELECT unnest(t.seconds[:][at:at]) AS seconds FROM tally t, generate_subscripts(t.path, 1) AS at
              WHERE s."group" = 'open' AND ${stageOf('t.path[at]')} = s.no AND NOT ${isPresent('t.path[at]')}) lengths) p),
        'totals', (SELECT jsonb_build_object(
            'won', coalesce(sum(n) FILTER (WHERE grp = 'won'), 0), 'lost', coalesce(sum(n) FILTER (WHERE grp = 'lost'), 0),
            'open', coalesce(sum(n) FILTER (WHERE grp = 'open'), 0),
            'medianCycleSeconds', (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY cycle)
              FROM (SELECT unnest(cycles) AS cycle FROM tally) c),
            'lossReasons', (SELECT coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'count', n)), '[]')
              FROM (SELECT reason, sum(n) AS n FROM outcome WHERE grp = 'lost' GROUP BY reason) r)) FROM outcome),
        'sums', ${sumsOf(summed)}
      ) AS report`,
      params,
    );
    const report = row!.report;
    return { ...report, sums: report.sums ?? [] };
  }
}

/** The commonest first; those as common in the order of the database. */
async function ordered<T extends { reason: string | null; count: number }>(db: Queryable, reasons: T[]): Promise<T[]> {
  if (reasons.length < 2) return reasons;
  const rows = await db.query<{ at: number }>(
    `SELECT at::int - 1 AS at FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS r(reason, n, at) ORDER BY n DESC, reason`,
    [reasons.map(({ reason }) => reason), reasons.map(({ count }) => count)],
  );
  return rows.flatMap(({ at }) => reasons[at] ?? []);
}

/** SQL for the sums of what is now in each stage, was won and was lost; the medians of what was won. */
function sumsOf(summed: SummedField[]): string {
  const slices = summed.map(
    ({ key }, index) => `
      SELECT 'current:' || here AS slice, ${literal(key)} AS field, currency${index} AS currency, sum(sum${index}) AS sum,
        NULL::float8 AS median
      FROM outcome WHERE here IS NOT NULL GROUP BY here, currency${index}
      UNION ALL
      SELECT 'lost:' || coalesce(reason, ''), ${literal(key)}, currency${index}, sum(sum${index}), NULL
      FROM outcome WHERE grp = 'lost' GROUP BY 1, 3
      UNION ALL
      SELECT 'won', ${literal(key)}, currency${index}, sum(sum${index}),
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY value) FROM (SELECT unnest(t.values${index}) AS value FROM tally t
          WHERE t.currency${index} IS NOT DISTINCT FROM o.currency${index}) won)
      FROM outcome o WHERE grp = 'won' GROUP BY 3`,
  );
  if (slices.length === 0) return 'NULL';
  return `(SELECT jsonb_agg(jsonb_build_object('slice', slice, 'field', field, 'currency', currency,
    'sum', sum::text, 'median', median::text)) FROM (${slices.join(' UNION ALL ')}) x WHERE sum IS NOT NULL)`;
}
