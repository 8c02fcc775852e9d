import type { Caller } from '@etapa/shared/access/caller';
import type { Deviations } from '@etapa/shared/api/deviations';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { FunnelDeviations, type StageDeviation } from '../../store/funnel-deviations.ts';
import type { ReportStage } from '../../store/funnel-read.ts';
import { ReportAnswers } from './answers.ts';
import { type CohortQuery, ReportCohorts } from './cohorts.ts';
import { stagesOf } from './funnel-stages.ts';

/** How far people keep to the norms: every figure counts only what the reader may see. */
@Injectable()
export class DeviationService {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly clock: Clock,
    private readonly cohorts: ReportCohorts,
    private readonly deviations: FunnelDeviations,
  ) {}

  /**
   * Visits of stages against their norms and tasks against their deadlines, of the records created in [from, to).
   *
   * @throws RefusalError `not_found`, `invalid_condition`, `forbidden`
   */
  async read(caller: Caller, entityType: string, funnelKey: string, query: CohortQuery): Promise<Deviations> {
    const { access, funnel, cohort } = await this.cohorts.ofFunnel(caller, entityType, funnelKey, query);
    const stages = stagesOf(funnel, caller);
    const now = this.clock.now();
    const asked = [
      'deviations',
      entityType,
      access.type.version,
      funnelKey,
      stages,
      caller.organizationTimeZone,
      query,
    ];
    const { read, asOf } = await this.answers.of(caller, asked, async (db) => ({
      visits: await this.deviations.stages(db, cohort, funnel.key, stages, now),
      tasks: await this.deviations.tasks(db, cohort, funnel.key, now),
    }));
    const { tasks } = read;
    const place = new Map(stages.map(({ stage }, at) => [stage, at]));
    const visits = read.visits.toSorted((one, other) => (place.get(one.stage) ?? 0) - (place.get(other.stage) ?? 0));
    const norms = new Map(stages.map((stage) => [stage.stage, stage]));
    return {
      owners: byOwner(visits.filter(({ whole }) => !whole)).map((row) => ({
        ownerId: row.ownerId,
        ...kept(row, norms.get(row.stage)),
      })),
      stages: visits.filter(({ whole }) => whole).map((row) => kept(row, norms.get(row.stage))),
      tasks,
      asOf,
    };
  }
}

function kept({ whole: _, ownerId: __, ...row }: StageDeviation, stage: ReportStage | undefined) {
  const normSeconds = stage?.normSeconds ?? null;
  const { averageSeconds, overSeconds } = row;
  return {
    ...row,
    normSeconds,
    deviationSeconds: normSeconds === null || averageSeconds === null ? null : averageSeconds - normSeconds,
    overSeconds: normSeconds === null ? null : (overSeconds ?? 0),
  };
}

/** Those with the most time over the norm first, each one's stages together and in the funnel's order. */
function byOwner(rows: StageDeviation[]): StageDeviation[] {
  const over = new Map<string | null, number>();
  for (const { ownerId, overSeconds } of rows) over.set(ownerId, (over.get(ownerId) ?? 0) + (overSeconds ?? 0));
  const owners = [...over.keys()].sort(
    (one, other) => (over.get(other) ?? 0) - (over.get(one) ?? 0) || String(one).localeCompare(String(other)),
  );
  return owners.flatMap((owner) => rows.filter(({ ownerId }) => ownerId === owner));
}
