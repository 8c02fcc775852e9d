import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { DashboardService } from '../services/reports/dashboards.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, get, update, remove } = routes.dashboards;

@Controller()
export class DashboardsController {
  constructor(private readonly dashboards: DashboardService) {}

  @Handle(list)
  list({ caller }: Call<typeof list>) {
    return this.dashboards.list(caller);
  }

  @Handle(create)
  create({ caller, body }: Call<typeof create>) {
    return this.dashboards.create(caller, body);
  }

  @Handle(get)
  get({ caller, params }: Call<typeof get>) {
    return this.dashboards.get(caller, params.id);
  }

  @Handle(update)
  update({ caller, params, body }: Call<typeof update>) {
    return this.dashboards.update(caller, params.id, body);
  }

  @Handle(remove)
  async remove({ caller, params }: Call<typeof remove>) {
    await this.dashboards.remove(caller, params.id);
    return undefined;
  }
}
