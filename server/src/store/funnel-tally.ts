import { type Cohort, cohortWhere } from './cohorts.ts';
import { literal } from './conditions-fold.ts';
import type { ReportStage, SummedField } from './funnel-read.ts';
import { bind } from './where.ts';
import { workedBetween } from './working-time.ts';

/** A visit as a step of a way: a number that holds its stage, whether it goes on, and whether it is over its norm. */
export const stageOf = (step: string): string => `(${step} >> 2)`;
export const isPresent = (step: string): string => `(${step} & 2 = 2)`;
export const isLate = (step: string): string => `(${step} & 1 = 1)`;

/**
 * SQL of `tally`: the records of a cohort that were ever in the funnel, those alike in all that is counted together, so
 * that every count adds up a few rows. Its columns: `id`; `path`, the steps in order; `here`, the stage they are in now
 * where that is in this funnel; `reason`; `n`, how many they are; `seconds`, the lengths of their visits, a row for each
 * record; `cycles`, from creation to closing of won ones; and `currency`, `sum` and `values` of won ones by summed field.
 *
 * A record's visits come out of an index in their order. Nothing of a visit is hashed or sorted, and of all that is read
 * only the lengths of visits are kept, as plain numbers.
 */
export function tallyOf(
  cohort: Cohort,
  funnel: string,
  stages: ReportStage[],
  summed: SummedField[],
  reason: string | null,
  now: Date,
): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const terms = [`r.entity_type = ${bind(params, cohort.entityType)}`, 'r.deleted_at IS NULL'];
  const within = cohortWhere(cohort);
  if (within) terms.push(within(params));
  const inFunnel = `${bind(params, funnel)}::text`;
  // What is not asked for is not bound: the database could not tell of which type it is.
  const until = () => `${bind(params, now)}::timestamptz`;
  const won = stages.flatMap(({ group }, no) => (group === 'won' ? no : []));
  const isWon = `${stageOf('path[cardinality(path)]')} = ANY ('{${won.join()}}')`;

  const columns = summed.map(({ value, currency }, index) => {
    return `, ${value} AS value${index}, ${currency ?? 'NULL::text'} AS currency${index}`;
  });
  const records = `
    SELECT r.id, r.created_at, r.closed_at, r.funnel, r.stage, ${reason ?? 'NULL::text'} AS reason${columns.join('')}
    FROM records r WHERE ${terms.join(' AND ')}`;
  // Filtered where they are gathered: there a step is told once, in a condition of the rows it would be told again.
  const known = 'FILTER (WHERE v.step IS NOT NULL)';
  const ways = (more: string) => `
    SELECT v.record_id, array_agg(v.step) ${known} AS path, array_agg(v.seconds) ${known} AS seconds FROM (
      SELECT v.record_id, ${stepOf(stages, until)} AS step, date_part('epoch', v.left_at - v.entered_at) AS seconds
      FROM stage_visits v WHERE v.funnel = ${inFunnel}${more} ORDER BY v.record_id, v.ordinal
    ) v GROUP BY v.record_id`;
  const fields = summed.map((_, index) => {
    const values = `array_agg(value${index}::float8) FILTER (WHERE value${index} IS NOT NULL AND ${isWon})`;
    return `, currency${index}, sum(value${index}) AS sum${index}, ${values} AS values${index}`;
  });
  // A full join is hashed or merged, always. A plain one compares all with all where the planner does not yet know of
  // what has come in the last minute: 20 s for 9,000 records.
  const tallied = (from: string, visits: string) => `
    SELECT path, CASE WHEN funnel = ${inFunnel} THEN stage END AS here, reason, count(*) AS n, array_agg(seconds) AS seconds,
      array_agg(date_part('epoch', closed_at - created_at)) FILTER (WHERE closed_at IS NOT NULL AND ${isWon}) AS cycles${fields.join('')}
    FROM (SELECT * FROM (${ways(visits)}) w FULL JOIN (${from}) c ON c.id = w.record_id OFFSET 0) x
    WHERE x.id IS NOT NULL AND x.path IS NOT NULL
    GROUP BY path, here, reason${summed.map((_, index) => `, currency${index}`).join('')}`;

  const ranged = cohort.from !== null || cohort.to !== null;
  const tally = ranged ? tallied('SELECT * FROM cohort', BETWEEN_THEM) : tallied(records, '');
  const numbered = `tally AS MATERIALIZED (SELECT row_number() OVER () AS id, t.* FROM (${tally}) t)`;
  return { sql: ranged ? `cohort AS MATERIALIZED (${records}), ${numbered}` : numbered, params };
}

/**
 * Ids are made in the order of time, so that what was made in a time lies together in the index of visits: read from the
 * first to the last of the cohort instead of all there are.
 */
const BETWEEN_THEM = `
  AND v.record_id >= (SELECT id FROM cohort ORDER BY id LIMIT 1)
  AND v.record_id <= (SELECT id FROM cohort ORDER BY id DESC LIMIT 1)`;

/** SQL of the step that the visit `v` is; NULL in a stage that is not one of these. */
function stepOf(stages: ReportStage[], until: () => string): string {
  const left = stages.some(isTimed) ? `coalesce(v.left_at, ${until()})` : '';
  const steps = stages.map((stage, no) => {
    const isLate = stage.clock
      ? `${workedBetween('v.entered_at', left, stage.clock)} > ${stage.normSeconds}`
      : `${left} - v.entered_at > interval '${stage.normSeconds} seconds'`;
    const late = isTimed(stage) ? ` + (${isLate})::int` : '';
    return `WHEN ${literal(stage.stage)} THEN ${no * 4}${late}`;
  });
  return `CASE v.stage ${steps.join(' ')} END + CASE WHEN v.left_at IS NULL THEN 2 ELSE 0 END`;
}

const isTimed = ({ group, normSeconds }: ReportStage): boolean => group === 'open' && normSeconds !== null;
