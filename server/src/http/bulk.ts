import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { BulkService } from '../services/bulk.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { start, undo } = routes.bulk;

@Controller()
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Handle(start)
  start(call: Call<typeof start>) {
    return this.bulk.start(call.caller, call.params.key, call.body);
  }

  @Handle(undo)
  undo(call: Call<typeof undo>) {
    return this.bulk.undo(call.caller, call.params.id);
  }
}
