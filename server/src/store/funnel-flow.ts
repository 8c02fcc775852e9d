import { Injectable } from '@nestjs/common';
import { type Cohort, cohortWhere } from './cohorts.ts';
import type { Queryable } from './database.ts';
import { FLOW_COLUMNS, FlowPass, type FlowRead } from './flow-pass.ts';
import { PackedRecords } from './packed-records.ts';
import { bind, type Where } from './where.ts';

/** Part of a flow whose records are wanted: one stage, one step from stage to stage, one whole way, or all. */
export interface FlowPart {
  stage?: string;
  edge?: string[];
  path?: string[];
}

const VARIANTS = 100;

/** The flow of records through one funnel, by the visits of the log: stages that were removed since are in it, too. */
@Injectable()
export class FunnelFlows {
  constructor(private readonly packed: PackedRecords) {}

  read(db: Queryable, cohort: Cohort, funnel: string): Promise<FlowRead> {
    const pass = new FlowPass(db, funnel, VARIANTS);
    return this.packed.count(db, cohort, FLOW_COLUMNS, pass, () => this.bySql(db, cohort, funnel));
  }

  private async bySql(db: Queryable, cohort: Cohort, funnel: string): Promise<FlowRead> {
    const params: unknown[] = [];
    const terms = [`r.entity_type = ${bind(params, cohort.entityType)}`, 'r.deleted_at IS NULL'];
    const within = cohortWhere(cohort);
    if (within) terms.push(within(params));
    const [row] = await db.query<{ flow: FlowRead }>(
      `WITH cohort AS MATERIALIZED (SELECT r.id FROM records r WHERE ${terms.join(' AND ')}),
      visits AS MATERIALIZED (
        SELECT v.record_id, v.stage, v.ordinal, lead(v.stage) OVER next AS following,
          extract(epoch FROM lead(v.entered_at) OVER next - v.entered_at)::float8 AS seconds
        FROM cohort c FULL JOIN stage_visits v ON v.record_id = c.id
        WHERE c.id IS NOT NULL AND v.funnel = ${bind(params, funnel)}
        WINDOW next AS (PARTITION BY v.record_id ORDER BY v.ordinal)
      ),
      ways AS MATERIALIZED (SELECT array_agg(stage ORDER BY ordinal) AS path FROM visits GROUP BY record_id),
      variants AS MATERIALIZED (SELECT path, count(*) AS n FROM ways GROUP BY path)
      SELECT jsonb_build_object(
        'records', (SELECT count(*) FROM ways),
        'nodes', (SELECT coalesce(jsonb_agg(jsonb_build_object('stage', stage, 'visits', n, 'records', records)), '[]')
          FROM (SELECT stage, count(*) AS n, count(DISTINCT record_id) AS records FROM visits GROUP BY stage) nodes),
        'edges', (SELECT coalesce(jsonb_agg(jsonb_build_object('from', stage, 'to', following, 'count', n,
            'records', records, 'medianSeconds', median) ORDER BY n DESC, stage, following), '[]')
          FROM (SELECT stage, following, count(*) AS n, count(DISTINCT record_id) AS records,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median
            FROM visits WHERE following IS NOT NULL GROUP BY stage, following) edges),
        'variantCount', (SELECT count(*) FROM variants),
        'variants', (SELECT coalesce(jsonb_agg(jsonb_build_object('path', path, 'count', n) ORDER BY n DESC, path), '[]')
          FROM (SELECT path, n FROM variants ORDER BY n DESC, path LIMIT ${VARIANTS}) commonest)
      ) AS flow`,
      params,
    );
    return row!.flow;
  }
}

/** The visits `d` of a stage of the flow; of a step those that it began with. */
export function flowRowTerm(funnel: string, { stage, edge }: Omit<FlowPart, 'path'>) {
  return (params: unknown[]): string => {
    const inFunnel = `${bind(params, funnel)}::text`;
    const terms = [`d.funnel = ${inFunnel}`];
    if (stage !== undefined) terms.push(`d.stage = ${bind(params, stage)}`);
    if (edge) {
      const following = `(SELECT n.stage FROM stage_visits n WHERE n.record_id = d.record_id AND n.funnel = ${inFunnel}
        AND n.ordinal > d.ordinal ORDER BY n.ordinal LIMIT 1)`;
      const [from, to] = edge.map((each) => `${bind(params, each)}::text`);
      terms.push(`d.stage = ${from} AND ${following} = ${to}`);
    }
    return terms.join(' AND ');
  };
}

/** The records behind a part of a flow, among those of its cohort. */
export function flowWhere(funnel: string, { stage, edge, path }: FlowPart): Where {
  return (params, alias = 'r') => {
    const inFunnel = `${bind(params, funnel)}::text`;
    const visits = (visit: string) =>
      `stage_visits ${visit} WHERE ${visit}.record_id = ${alias}.id AND ${visit}.funnel = ${inFunnel}`;
    const terms = [
      `EXISTS (SELECT FROM ${visits('v')}${stage === undefined ? '' : ` AND v.stage = ${bind(params, stage)}::text`})`,
    ];
    if (edge) {
      const following = `(SELECT n.stage FROM ${visits('n')} AND n.ordinal > v.ordinal ORDER BY n.ordinal LIMIT 1)`;
      const [from, to] = edge.map((each) => `${bind(params, each)}::text`);
      terms.push(`EXISTS (SELECT FROM ${visits('v')} AND v.stage = ${from} AND ${following} = ${to})`);
    }
    if (path) {
      const taken = `(SELECT array_agg(v.stage ORDER BY v.ordinal) FROM ${visits('v')})`;
      terms.push(`${taken} = ${bind(params, path)}::text[]`);
    }
    return terms.join(' AND ');
  };
}
