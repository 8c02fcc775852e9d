import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ReportService } from '../services/reports.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { funnel, query } = routes.reports;

@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportService) {}

  @Handle(funnel)
  funnel({ caller, params, query: cohort }: Call<typeof funnel>) {
    return this.reports.funnel(caller, params.key, params.funnel, cohort);
  }

  @Handle(query)
  query({ caller, body }: Call<typeof query>) {
    return this.reports.query(caller, body);
  }
}
