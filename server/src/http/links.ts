import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { LinkService } from '../services/links.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list } = routes.links;

@Controller()
export class LinksController {
  constructor(private readonly links: LinkService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.links.list(call.caller, call.params.key, call.params.id);
  }
}
