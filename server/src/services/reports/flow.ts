import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { FunnelFlows } from '../../store/funnel-flow.ts';
import { type CohortQuery, ReportCohorts } from './cohorts.ts';

/** What really happened in a funnel: every figure counts only what the reader may see. */
@Injectable()
export class FlowService {
  constructor(
    private readonly database: Database,
    private readonly cohorts: ReportCohorts,
    private readonly flows: FunnelFlows,
  ) {}

  /**
   * The ways that the records created in [from, to) took through a funnel; days begin in the organisation's zone.
   *
   * @throws RefusalError `not_found`, `invalid_condition`, `forbidden`
   */
  async read(caller: Caller, entityType: string, funnelKey: string, query: CohortQuery) {
    const { funnel, cohort } = await this.cohorts.ofFunnel(caller, entityType, funnelKey, query);
    const { records, variants, ...flow } = await this.flows.read(this.database, cohort, funnel.key);
    const place = (stage: string) => {
      const at = funnel.stages.findIndex(({ key }) => key === stage);
      return at < 0 ? funnel.stages.length : at;
    };
    flow.nodes.sort((one, other) => place(one.stage) - place(other.stage) || (one.stage < other.stage ? -1 : 1));
    return { ...flow, records, variants: variants.map((variant) => ({ ...variant, share: variant.count / records })) };
  }
}
