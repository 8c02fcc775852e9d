import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { doerOf } from '../services/doer.ts';
import { TaskService } from '../services/tasks.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, get, update, complete, reopen } = routes.tasks;

@Controller()
export class TasksController {
  constructor(private readonly tasks: TaskService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.tasks.list(call.caller, call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.tasks.create(doerOf(call.caller), call.body);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.tasks.get(call.caller, call.params.id);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.tasks.update(doerOf(call.caller), call.params.id, call.body);
  }

  @Handle(complete)
  complete(call: Call<typeof complete>) {
    return this.tasks.complete(doerOf(call.caller), call.params.id);
  }

  @Handle(reopen)
  reopen(call: Call<typeof reopen>) {
    return this.tasks.reopen(doerOf(call.caller), call.params.id);
  }
}
