import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ReportExportService } from '../services/reports/export.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';
import { sheetHeaders } from './sheet-headers.ts';

const { read } = routes.reportExports;

@Controller()
export class ReportExportsController {
  constructor(private readonly exports: ReportExportService) {}

  @Handle(read)
  async read({ caller, query: { report, format = 'csv', bom } }: Call<typeof read>) {
    return new Bytes(await this.exports.read(caller, report, format, bom), sheetHeaders(format, report.report));
  }
}
