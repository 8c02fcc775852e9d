import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ContactService } from '../services/contacts.ts';
import { doerOf } from '../services/doer.ts';
import { VisibleRecords } from '../services/visible-records.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, update, remove } = routes.contacts;

@Controller()
export class ContactsController {
  constructor(
    private readonly contacts: ContactService,
    private readonly records: VisibleRecords,
  ) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.contacts.list(call.caller, call.query);
  }

  @Handle(create)
  async create(call: Call<typeof create>) {
    const { key, id } = call.params;
    const recordId = await this.records.named(call.caller, 'read', key, id);
    return this.contacts.create({ ...doerOf(call.caller), caller: call.caller }, recordId, call.body);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.contacts.update({ ...doerOf(call.caller), caller: call.caller }, call.params.id, call.body);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    await this.contacts.remove({ ...doerOf(call.caller), caller: call.caller }, call.params.id);
    return undefined;
  }
}
