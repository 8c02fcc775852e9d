import type { FunnelFigure } from '@etapa/shared/api/behind';
import type { ReportStage } from './funnel-read.ts';
import { bind, type Where } from './where.ts';
import { workedBetween } from './working-time.ts';

/** One figure of the funnel report. */
export interface FunnelFigureOf {
  figure: FunnelFigure;
  /** Of figures of one stage. */
  stage?: ReportStage;
  /** Of `lossReason`. */
  reason?: string | null;
}

/**
 * Seconds of a visit by the clock of its stage; of one that goes on, up to `until`.
 *
 * @param visit alias of it
 */
export const visitSeconds = (until: string, clock: ReportStage['clock'] = null, visit = 'v'): string => {
  const left = `coalesce(${visit}.left_at, ${until})`;
  return clock
    ? workedBetween(`${visit}.entered_at`, left, clock)
    : `date_part('epoch', ${left} - ${visit}.entered_at)`;
};

/** Whether a visit of a stage lasts longer than its norm. @param until SQL of now */
function isOverNorm(stage: ReportStage | undefined, until: () => string, visit = 'v'): string {
  if (stage?.group !== 'open' || stage.normSeconds === null) return 'false';
  return `${visitSeconds(until(), stage.clock, visit)} > ${stage.normSeconds}`;
}

/** The visits `d` of a stage that have ended, or of these the ones that lasted longer than its norm. */
export function visitRowTerm(funnel: string, stage: ReportStage, isLate: boolean) {
  return (params: unknown[]): string => {
    if (stage.group !== 'open') return 'false';
    const ended = `d.funnel = ${bind(params, funnel)} AND d.stage = ${bind(params, stage.stage)} AND d.left_at IS NOT NULL`;
    return isLate ? `${ended} AND ${isOverNorm(stage, () => 'd.left_at', 'd')}` : ended;
  };
}

/**
 * The records behind a figure of the funnel report, among those of its cohort: as many as `FunnelReports` counts. Asked
 * record by record, so that the first page of a long list comes at once.
 *
 * @param reason SQL expression over `r` that gives the loss reason, or null
 * @param now for visits that are still open
 */
export function funnelFigureWhere(
  funnel: string,
  stages: ReportStage[],
  { figure, stage, reason: wanted = null }: FunnelFigureOf,
  reason: string | null,
  now: Date,
): Where {
  const named = (which: (stage: ReportStage) => boolean) => stages.filter(which).map((each) => each.stage);
  const inGroup = (...groups: ReportStage['group'][]) => named(({ group }) => groups.includes(group));
  return (params, alias = 'r') => {
    const keys = (list: string[]) => `(${bind(params, list)}::text[])`;
    const inFunnel = `${bind(params, funnel)}::text`;
    const visits = (among: string[]) =>
      `stage_visits v WHERE v.record_id = ${alias}.id AND v.funnel = ${inFunnel} AND v.stage = ANY ${keys(among)}`;
    const was = (among: string[], more = '') => `EXISTS (SELECT FROM ${visits(among)} ${more})`;
    const last = (among: string[]) => `(SELECT v.stage FROM ${visits(among)} ORDER BY v.ordinal DESC LIMIT 1)`;
    const ended = (...groups: ReportStage['group'][]) => `${last(named(() => true))} = ANY ${keys(inGroup(...groups))}`;
    const here = stage ? [stage.stage] : [];
    const late = () => `AND ${isOverNorm(stage, () => `${bind(params, now)}::timestamptz`)}`;
    switch (figure) {
      case 'created':
        return was(named(() => true));
      case 'won':
      case 'lost':
      case 'open':
        return ended(figure);
      case 'closed':
        return ended('won', 'lost');
      case 'lossReason':
        return `${ended('lost')} AND ${reason ?? 'NULL::text'} IS NOT DISTINCT FROM ${bind(params, wanted)}::text`;
      case 'entered':
        return was(here);
      case 'reached':
        return was(named(({ position }) => stage !== undefined && stage.position > 0 && position >= stage.position));
      case 'current':
        return `${alias}.funnel = ${inFunnel} AND ${alias}.stage = ANY ${keys(here)} AND ${was(named(() => true))}`;
      case 'lostHere':
        return `${ended('lost')} AND ${last(inGroup('open', 'won'))} = ANY ${keys(here)}`;
      case 'timed':
        return was(stage?.group === 'open' ? here : [], 'AND v.left_at IS NOT NULL');
      case 'overNorm':
        return was(here, `AND v.left_at IS NOT NULL ${late()}`);
      case 'overNormNow':
        return was(here, `AND v.left_at IS NULL ${late()}`);
    }
  };
}
