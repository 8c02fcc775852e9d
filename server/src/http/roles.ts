import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { RoleService } from '../services/roles.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, replace } = routes.roles;

@Controller()
export class RolesController {
  constructor(private readonly roles: RoleService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.roles.list(call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.roles.create(call.caller, call.body);
  }

  @Handle(replace)
  replace(call: Call<typeof replace>) {
    return this.roles.replace(call.caller, call.params.key, call.body);
  }
}
