import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ExportService } from '../services/exports.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { read } = routes.exports;

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportService) {}

  @Handle(read)
  async read(call: Call<typeof read>) {
    const { format = 'csv' } = call.query;
    return new Bytes(await this.exports.read(call.caller, call.params.key, call.query), {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="${call.params.key.replace(/[^\w-]/g, '_')}.${format}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
}
