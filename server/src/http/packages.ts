import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { PackageExport } from '../services/packages/export.ts';
import { PackageService } from '../services/packages.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { builtin, inspect, install, export: write } = routes.packages;

@Controller()
export class PackagesController {
  constructor(
    private readonly packages: PackageService,
    private readonly exports: PackageExport,
  ) {}

  @Handle(builtin)
  builtin(_: Call<typeof builtin>) {
    return this.packages.builtin();
  }

  @Handle(inspect)
  inspect({ caller, body, query }: Call<typeof inspect>) {
    return this.packages.inspect(caller, body, query);
  }

  @Handle(install)
  install({ caller, body, query }: Call<typeof install>) {
    return this.packages.install(caller, body, query);
  }

  @Handle(write)
  async write({ caller, body }: Call<typeof write>) {
    const { name, text } = await this.exports.write(caller, body);
    return new Bytes(text, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.json"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
}
