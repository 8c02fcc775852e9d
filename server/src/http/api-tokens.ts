import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ApiTokenService } from '../services/api-tokens.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, revoke } = routes.apiTokens;

@Controller()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokenService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.tokens.list(call.caller, call.query);
  }

  @Handle(create)
  create(call: Call<typeof create>) {
    return this.tokens.create(call.caller, call.body.name);
  }

  @Handle(revoke)
  async revoke(call: Call<typeof revoke>) {
    await this.tokens.revoke(call.caller, call.params.id);
    return undefined;
  }
}
