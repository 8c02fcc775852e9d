import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { RuleRunService } from '../services/rule-runs.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, get, retry, cancel } = routes.ruleRuns;

@Controller()
export class RuleRunsController {
  constructor(private readonly runs: RuleRunService) {}

  @Handle(list)
  list({ caller, query }: Call<typeof list>) {
    return this.runs.list(caller, query);
  }

  @Handle(get)
  get({ caller, params }: Call<typeof get>) {
    return this.runs.get(caller, params.id);
  }

  @Handle(retry)
  retry({ caller, params }: Call<typeof retry>) {
    return this.runs.retry(caller, params.id);
  }

  @Handle(cancel)
  cancel({ caller, params }: Call<typeof cancel>) {
    return this.runs.cancel(caller, params.id);
  }
}
