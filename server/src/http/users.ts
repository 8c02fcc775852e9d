import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { UserService } from '../services/users.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, options, get, update } = routes.users;

@Controller()
export class UsersController {
  constructor(private readonly users: UserService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.users.list(call.caller, call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.users.create(call.caller, call.body);
  }

  @Handle(options)
  options(call: Call<typeof options>) {
    return this.users.options(call.query);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.users.get(call.caller, call.params.id);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.users.update(call.caller, call.params.id, call.body);
  }
}
