import { TASK_FIGURES, type TaskFigure } from '@etapa/shared/api/behind';
import { Injectable } from '@nestjs/common';
import { type Cohort, cohortWhere } from './cohorts.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { visitSeconds } from './funnel-figures.ts';
import type { ReportStage } from './funnel-read.ts';
import { bind, type Where } from './where.ts';

export interface StageDeviation {
  /** Of all owners together where `whole`. */
  whole: boolean;
  ownerId: string | null;
  stage: string;
  finished: number;
  finishedRecords: number;
  medianSeconds: number | null;
  averageSeconds: number | null;
  overNorm: number;
  overNormRecords: number;
  overSeconds: number | null;
  now: number;
  overNormNow: number;
}

export interface TaskDeviation {
  assigneeId: string | null;
  done: number;
  late: number;
  medianDeviationSeconds: number | null;
  open: number;
  overdue: number;
  doneRecords: number;
  lateRecords: number;
  openRecords: number;
  overdueRecords: number;
}

/** How visits of stages kept to their norms, and tasks to their deadlines, by person. */
@Injectable()
export class FunnelDeviations {
  /** @param now for visits and tasks that are still open */
  async stages(
    db: Queryable,
    cohort: Cohort,
    funnel: string,
    stages: ReportStage[],
    now: Date,
  ): Promise<StageDeviation[]> {
    const { params, terms } = termsOf(cohort);
    const open = stages.filter(({ group }) => group === 'open');
    return db.query(
      `WITH cohort AS MATERIALIZED (SELECT r.id, r.owner_id FROM records r WHERE ${terms}),
      stages AS (SELECT * FROM jsonb_to_recordset(${bind(params, JSON.stringify(open))}::jsonb)
        AS s(stage text, "normSeconds" float8)),
      -- A full join is hashed, always: see the funnel report.
      visits AS (
        SELECT c.owner_id, v.record_id, v.stage, v.left_at IS NULL AS present,
          ${lengthOf(open, `${bind(params, now)}::timestamptz`)} AS seconds, s."normSeconds" AS norm
        FROM cohort c FULL JOIN stage_visits v ON v.record_id = c.id JOIN stages s ON s.stage = v.stage
        WHERE c.id IS NOT NULL AND v.funnel = ${bind(params, funnel)}
      )
      SELECT grouping(owner_id) = 1 AS whole, owner_id AS "ownerId", stage,
        count(*) FILTER (WHERE NOT present)::int AS finished,
        count(DISTINCT record_id) FILTER (WHERE NOT present)::int AS "finishedRecords",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE NOT present) AS "medianSeconds",
        avg(seconds) FILTER (WHERE NOT present) AS "averageSeconds",
        count(*) FILTER (WHERE NOT present AND seconds > norm)::int AS "overNorm",
        count(DISTINCT record_id) FILTER (WHERE NOT present AND seconds > norm)::int AS "overNormRecords",
        sum(seconds - norm) FILTER (WHERE NOT present AND seconds > norm) AS "overSeconds",
        count(*) FILTER (WHERE present)::int AS now,
        count(*) FILTER (WHERE present AND seconds > norm)::int AS "overNormNow"
      FROM visits GROUP BY GROUPING SETS ((owner_id, stage), (stage))`,
      params,
    );
  }

  /** Of tasks that have a deadline. */
  tasks(db: Queryable, cohort: Cohort, funnel: string, now: Date): Promise<TaskDeviation[]> {
    const { params, terms } = termsOf(cohort);
    const until = `${bind(params, now)}::timestamptz`;
    const counts = TASK_FIGURES.flatMap((figure) => {
      const state = taskState(figure, () => until);
      const name = figure.replace('tasks', '').toLowerCase();
      return [
        `count(*) FILTER (WHERE ${state})::int AS ${name}`,
        `count(DISTINCT r.id) FILTER (WHERE ${state})::int AS "${name}Records"`,
      ];
    });
    return db.query(
      `SELECT t.assignee_id AS "assigneeId", ${counts.join(', ')},
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.completed_at - t.due_at)::float8)
          FILTER (WHERE ${taskState('tasksDone', () => until)}) AS "medianDeviationSeconds"
      FROM records r JOIN tasks t ON t.record_id = r.id
      WHERE ${terms} AND t.due_at IS NOT NULL
        AND EXISTS (SELECT FROM stage_visits v WHERE v.record_id = r.id AND v.funnel = ${bind(params, funnel)})
      GROUP BY t.assignee_id ORDER BY overdue DESC, late DESC, t.assignee_id`,
      params,
    );
  }
}

/** Seconds of the visit `v`, by the clock of its stage. @param until SQL */
function lengthOf(stages: ReportStage[], until: string): string {
  const [worked] = stages.filter(({ clock }) => clock !== null);
  if (!worked) return visitSeconds(until);
  const names = stages.flatMap(({ stage, clock }) => (clock ? literal(stage) : []));
  return `CASE WHEN v.stage IN (${names.join()}) THEN ${visitSeconds(until, worked.clock)} ELSE ${visitSeconds(until)} END`;
}

/** A task with a deadline, by what became of it. @param now SQL: asked for where it is needed @param t alias of it */
function taskState(figure: TaskFigure, now: () => string, t = 't'): string {
  switch (figure) {
    case 'tasksDone':
      return `${t}.completed_at IS NOT NULL`;
    case 'tasksLate':
      return `${t}.completed_at > ${t}.due_at`;
    case 'tasksOpen':
      return `${t}.completed_at IS NULL`;
    case 'tasksOverdue':
      return `${t}.completed_at IS NULL AND ${t}.due_at < ${now()}`;
  }
}

/** The records behind a figure of tasks, among those of the cohort. @param assignee null: of nobody */
export function taskFigureWhere(funnel: string, figure: TaskFigure, assignee: string | null, now: Date): Where {
  return (params, alias = 'r') =>
    `${inFunnel(funnel, params, alias)}
      AND EXISTS (SELECT FROM tasks t WHERE t.record_id = ${alias}.id AND ${ofFigure(figure, assignee, now, params, 't')})`;
}

/** The tasks `d` that a figure counts, on records `r` of the cohort. @param assignee null: of nobody */
export function taskRowTerm(funnel: string, figure: TaskFigure, assignee: string | null, now: Date) {
  return (params: unknown[]): string =>
    `${inFunnel(funnel, params, 'r')} AND ${ofFigure(figure, assignee, now, params, 'd')}`;
}

const inFunnel = (funnel: string, params: unknown[], alias: string): string =>
  `EXISTS (SELECT FROM stage_visits v WHERE v.record_id = ${alias}.id AND v.funnel = ${bind(params, funnel)}::text)`;

function ofFigure(figure: TaskFigure, assignee: string | null, now: Date, params: unknown[], task: string): string {
  // What is bound and not asked for is of no type.
  const state = taskState(figure, () => `${bind(params, now)}::timestamptz`, task);
  return `${task}.due_at IS NOT NULL AND ${task}.assignee_id IS NOT DISTINCT FROM ${bind(params, assignee)}::uuid AND ${state}`;
}

function termsOf(cohort: Cohort): { params: unknown[]; terms: string } {
  const params: unknown[] = [];
  const terms = [`r.entity_type = ${bind(params, cohort.entityType)}`, 'r.deleted_at IS NULL'];
  const within = cohortWhere(cohort);
  if (within) terms.push(`(${within(params)})`);
  return { params, terms: terms.join(' AND ') };
}
