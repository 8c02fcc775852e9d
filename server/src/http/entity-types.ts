import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { EntityTypeService } from '../services/entity-types.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, get, schema, versions, remove } = routes.entityTypes;

@Controller()
export class EntityTypesController {
  constructor(private readonly types: EntityTypeService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.types.list(call.caller);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.types.create(call.caller, call.body);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.types.get(call.caller, call.params.key);
  }

  @Handle(schema)
  schema(call: Call<typeof schema>) {
    return this.types.schema(call.caller, call.params.key);
  }

  @Handle(versions)
  versions(call: Call<typeof versions>) {
    return this.types.versions(call.caller, call.params.key);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    await this.types.remove(call.caller, call.params.key, call.query.confirm);
    return undefined;
  }
}
