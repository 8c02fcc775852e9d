import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { RecordService } from '../services/records.ts';
import { RecordListService } from '../services/records-list.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, options, get, update, move, remove, restore } = routes.records;

@Controller()
export class RecordsController {
  constructor(
    private readonly records: RecordService,
    private readonly lists: RecordListService,
  ) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.lists.list(call.caller, call.params.key, call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.records.create(call.caller, call.params.key, call.body);
  }

  @Handle(options)
  options(call: Call<typeof options>) {
    return this.lists.options(call.caller, call.params.key, call.query);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.records.get(call.caller, call.params.key, call.params.id);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.records.update(call.caller, call.params.key, call.params.id, call.body);
  }

  @Handle(move)
  move(call: Call<typeof move>) {
    return this.records.move(call.caller, call.params.key, call.params.id, call.body);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    await this.records.remove(call.caller, call.params.key, call.params.id);
    return undefined;
  }

  @Handle(restore)
  restore(call: Call<typeof restore>) {
    return this.records.restore(call.caller, call.params.key, call.params.id);
  }
}
