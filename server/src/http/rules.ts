import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { RuleService } from '../services/rules.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, listAll, create, get, replace, versions, restore, remove } = routes.rules;

@Controller()
export class RulesController {
  constructor(private readonly rules: RuleService) {}

  @Handle(list)
  list({ caller, params }: Call<typeof list>) {
    return this.rules.list(caller, params.key);
  }

  @Handle(listAll)
  listAll({ caller, query }: Call<typeof listAll>) {
    return this.rules.list(caller, query.entityType);
  }

  @Handle(create)
  create({ caller, params, body }: Call<typeof create>) {
    return this.rules.create(caller, params.key, body);
  }

  @Handle(get)
  get({ caller, params }: Call<typeof get>) {
    return this.rules.get(caller, params.key, params.ruleKey);
  }

  @Handle(replace)
  replace({ caller, params, body }: Call<typeof replace>) {
    return this.rules.replace(caller, params.key, params.ruleKey, body);
  }

  @Handle(versions)
  versions({ caller, params }: Call<typeof versions>) {
    return this.rules.versions(caller, params.key, params.ruleKey);
  }

  @Handle(restore)
  restore({ caller, params }: Call<typeof restore>) {
    return this.rules.restore(caller, params.key, params.ruleKey, Number(params.version));
  }

  @Handle(remove)
  async remove({ caller, params }: Call<typeof remove>) {
    await this.rules.remove(caller, params.key, params.ruleKey);
    return undefined;
  }
}
