import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ForecastService } from '../services/reports/forecast.ts';
import { PastForecasts } from '../services/reports/forecast-past.ts';
import { TargetService } from '../services/reports/targets.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { read, history, targets, setTargets } = routes.forecast;

@Controller()
export class ForecastController {
  constructor(
    private readonly forecasts: ForecastService,
    private readonly past: PastForecasts,
    private readonly goals: TargetService,
  ) {}

  @Handle(read)
  read({ caller, params, query }: Call<typeof read>) {
    return this.forecasts.read(caller, params.key, query);
  }

  @Handle(history)
  history({ caller, params, query }: Call<typeof history>) {
    return this.past.read(caller, params.key, query);
  }

  @Handle(targets)
  targets({ caller, params }: Call<typeof targets>) {
    return this.goals.list(caller, params.key);
  }

  @Handle(setTargets)
  setTargets({ caller, params, body }: Call<typeof setTargets>) {
    return this.goals.set(caller, params.key, body.items);
  }
}
