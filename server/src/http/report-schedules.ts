import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ReportScheduleService } from '../services/reports/schedules.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, update, remove, send } = routes.reportSchedules;

@Controller()
export class ReportSchedulesController {
  constructor(private readonly schedules: ReportScheduleService) {}

  @Handle(list)
  list({ caller, query }: Call<typeof list>) {
    return this.schedules.list(caller, query);
  }

  @Handle(create)
  create({ caller, body }: Call<typeof create>) {
    return this.schedules.create(caller, body);
  }

  @Handle(update)
  update({ caller, params, body }: Call<typeof update>) {
    return this.schedules.update(caller, params.id, body);
  }

  @Handle(remove)
  async remove({ caller, params }: Call<typeof remove>) {
    await this.schedules.remove(caller, params.id);
    return undefined;
  }

  @Handle(send)
  send({ caller, params }: Call<typeof send>) {
    return this.schedules.send(caller, params.id);
  }
}
