import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ExportService } from '../services/exports.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { read } = routes.exports;

@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportService) {}

  @Handle(read)
  async read(call: Call<typeof read>) {
    return new Bytes(await this.exports.csv(call.caller, call.params.key, call.query), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${call.params.key.replace(/[^\w-]/g, '_')}.csv"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
}
