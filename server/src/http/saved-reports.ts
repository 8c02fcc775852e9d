import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ReportExportService } from '../services/reports/export.ts';
import { SavedReportService } from '../services/reports/saved.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';
import { sheetHeaders } from './sheet-headers.ts';

const { list, create, get, update, remove, result, export: exported } = routes.savedReports;

@Controller()
export class SavedReportsController {
  constructor(
    private readonly reports: SavedReportService,
    private readonly exports: ReportExportService,
  ) {}

  @Handle(list)
  list({ caller, query }: Call<typeof list>) {
    return this.reports.list(caller, query.entityType);
  }

  @Handle(create)
  create({ caller, body }: Call<typeof create>) {
    return this.reports.create(caller, body);
  }

  @Handle(get)
  get({ caller, params }: Call<typeof get>) {
    return this.reports.get(caller, params.id);
  }

  @Handle(update)
  update({ caller, params, body }: Call<typeof update>) {
    return this.reports.update(caller, params.id, body);
  }

  @Handle(remove)
  async remove({ caller, params }: Call<typeof remove>) {
    await this.reports.remove(caller, params.id);
    return undefined;
  }

  @Handle(result)
  async result({ caller, params }: Call<typeof result>) {
    const { columns, rows, totals, names } = await this.reports.result(caller, params.id);
    return { columns, rows, totals, names };
  }

  @Handle(exported)
  async export({ caller, params, query: { format = 'csv' } }: Call<typeof exported>) {
    return new Bytes(await this.exports.ofSaved(caller, params.id, format), sheetHeaders(format));
  }
}
