import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { RuleExplainer } from '../services/rules/explain.ts';
import { RuleReplays } from '../services/rules/replay.ts';
import { RuleTrial } from '../services/rules/trial.ts';
import { RuleService } from '../services/rules.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, listAll, create, get, replace, versions, test, replay, explain, restore, remove } = routes.rules;

@Controller()
export class RulesController {
  constructor(
    private readonly rules: RuleService,
    private readonly trial: RuleTrial,
    private readonly replays: RuleReplays,
    private readonly explainer: RuleExplainer,
  ) {}

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

  @Handle(test)
  test({ caller, params, body }: Call<typeof test>) {
    return this.trial.test(caller, params.key, params.ruleKey, body);
  }

  @Handle(replay)
  replay({ caller, params, body }: Call<typeof replay>) {
    return this.replays.start(caller, params.key, params.ruleKey, body);
  }

  @Handle(explain)
  explain({ caller, params, query }: Call<typeof explain>) {
    return this.explainer.explain(caller, params.key, params.id, query);
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
