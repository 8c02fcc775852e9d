import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { TeamService } from '../services/teams.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, update } = routes.teams;

@Controller()
export class TeamsController {
  constructor(private readonly teams: TeamService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.teams.list(call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.teams.create(call.caller, call.body);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.teams.update(call.caller, call.params.id, call.body);
  }
}
