import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { DuplicateService } from '../services/duplicates.ts';
import { MergeService } from '../services/merges.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { check, of, list, decide, merge, merges, undo } = routes.duplicates;

@Controller()
export class DuplicatesController {
  constructor(
    private readonly duplicates: DuplicateService,
    private readonly mergers: MergeService,
  ) {}

  @Handle(check)
  check(call: Call<typeof check>) {
    return this.duplicates.check(call.caller, call.params.key, call.body);
  }

  @Handle(of)
  of(call: Call<typeof of>) {
    return this.duplicates.of(call.caller, call.params.key, call.params.id);
  }

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.duplicates.list(call.caller, call.params.key, call.query);
  }

  @Handle(decide)
  async decide(call: Call<typeof decide>) {
    await this.duplicates.decide(call.caller, call.params.key, call.body);
    return undefined;
  }

  @Handle(merge)
  merge(call: Call<typeof merge>) {
    return this.mergers.merge(call.caller, call.params.key, call.params.id, call.body);
  }

  @Handle(merges)
  merges(call: Call<typeof merges>) {
    return this.mergers.list(call.caller, call.params.key, call.params.id);
  }

  @Handle(undo)
  undo(call: Call<typeof undo>) {
    return this.mergers.undo(call.caller, call.params.id);
  }
}
