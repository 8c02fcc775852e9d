import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ViewService } from '../services/views.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, choose, update, remove } = routes.views;

@Controller()
export class ViewsController {
  constructor(private readonly views: ViewService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.views.list(call.caller, call.params.key);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.views.create(call.caller, call.params.key, call.body);
  }

  @Handle(choose)
  choose(call: Call<typeof choose>) {
    return this.views.choose(call.caller, call.params.key, call.body);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.views.update(call.caller, call.params.id, call.body);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    await this.views.remove(call.caller, call.params.id);
    return undefined;
  }
}
