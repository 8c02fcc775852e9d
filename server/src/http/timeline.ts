import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { TimelineService } from '../services/timeline.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list } = routes.timeline;

@Controller()
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.timeline.list(call.caller, call.params.key, call.params.id, call.query);
  }
}
