import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ReportRowsService } from '../services/reports/rows.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list } = routes.reportRows;

@Controller()
export class ReportRowsController {
  constructor(private readonly rows: ReportRowsService) {}

  @Handle(list)
  list({ caller, params, query }: Call<typeof list>) {
    return this.rows.list(caller, params.key, query);
  }
}
