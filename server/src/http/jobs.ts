import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { JobService } from '../services/jobs.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { list, get, cancel, failures } = routes.jobs;

@Controller()
export class JobsController {
  constructor(private readonly jobs: JobService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.jobs.list(call.caller, call.query);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.jobs.get(call.caller, call.params.id);
  }

  @Handle(cancel)
  cancel(call: Call<typeof cancel>) {
    return this.jobs.cancel(call.caller, call.params.id);
  }

  @Handle(failures)
  async failures(call: Call<typeof failures>) {
    return new Bytes(await this.jobs.failures(call.caller, call.params.id), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="failures-${call.params.id}.csv"`,
      'x-content-type-options': 'nosniff',
    });
  }
}
