import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ExportService } from '../services/exports.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';
import { sheetHeaders } from './sheet-headers.ts';

const { read } = routes.exports;

@Controller()
export class ExportsController {
  constructor(private readonly exports: ExportService) {}

  @Handle(read)
  async read(call: Call<typeof read>) {
    const { format = 'csv' } = call.query;
    return new Bytes(
      await this.exports.read(call.caller, call.params.key, call.query),
      sheetHeaders(format, call.params.key),
    );
  }
}
