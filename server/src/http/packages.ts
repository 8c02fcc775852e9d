import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { PackageService } from '../services/packages.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { builtin, install } = routes.packages;

@Controller()
export class PackagesController {
  constructor(private readonly packages: PackageService) {}

  @Handle(builtin)
  builtin(_: Call<typeof builtin>) {
    return this.packages.builtin();
  }

  @Handle(install)
  install({ caller, body }: Call<typeof install>) {
    return this.packages.install(caller, body);
  }
}
