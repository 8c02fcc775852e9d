import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { FunnelFlows } from '../../store/funnel-flow.ts';
import { ReportAnswers } from './answers.ts';
import { type CohortQuery, ReportCohorts } from './cohorts.ts';

/** What really happened in a funnel: every figure counts only what the reader may see. */
@Injectable()
export class FlowService {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly cohorts: ReportCohorts,
    private readonly flows: FunnelFlows,
  ) {}

  /**
   * The ways that the records created in [from, to) took through a funnel; days begin in the organisation's zone.
   *
   * @throws RefusalError `not_found`, `invalid_condition`, `forbidden`
   */
  async read(caller: Caller, entityType: string, funnelKey: string, query: CohortQuery) {
    const { access, funnel, cohort } = await this.cohorts.ofFunnel(caller, entityType, funnelKey, query);
    const asked = ['flow', entityType, access.type.version, funnelKey, caller.organizationTimeZone, query];
    const sameForAll = cohort.where === null;
    const work = (db: Queryable) => this.flows.read(db, cohort, funnel.key);
    const { read, asOf } = await this.answers.of(caller, asked, work, { sameForAll });
    const { records, variants, ...flow } = read;
    const place = (stage: string) => {
      const at = funnel.stages.findIndex(({ key }) => key === stage);
      return at < 0 ? funnel.stages.length : at;
    };
    const nodes = flow.nodes.toSorted(
      (one, other) => place(one.stage) - place(other.stage) || (one.stage < other.stage ? -1 : 1),
    );
    const shares = variants.map((variant) => ({ ...variant, share: variant.count / records }));
    return { ...flow, nodes, records, variants: shares, asOf };
  }
}
