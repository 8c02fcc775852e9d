import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { DeviationService } from '../services/reports/deviations.ts';
import { FlowService } from '../services/reports/flow.ts';
import { FunnelReportService } from '../services/reports/funnel.ts';
import { ReportService } from '../services/reports.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { funnel, flow, deviations, query } = routes.reports;

@Controller()
export class ReportsController {
  constructor(
    private readonly reports: ReportService,
    private readonly funnels: FunnelReportService,
    private readonly flows: FlowService,
    private readonly kept: DeviationService,
  ) {}

  @Handle(funnel)
  funnel({ caller, params, query: cohort }: Call<typeof funnel>) {
    return this.funnels.read(caller, params.key, params.funnel, cohort);
  }

  @Handle(flow)
  flow({ caller, params, query: cohort }: Call<typeof flow>) {
    return this.flows.read(caller, params.key, params.funnel, cohort);
  }

  @Handle(deviations)
  deviations({ caller, params, query: cohort }: Call<typeof deviations>) {
    return this.kept.read(caller, params.key, params.funnel, cohort);
  }

  @Handle(query)
  query({ caller, body, query: { kept } }: Call<typeof query>) {
    return this.reports.query(caller, body, kept);
  }
}
