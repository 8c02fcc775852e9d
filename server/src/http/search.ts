import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { SearchService } from '../services/search.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { find } = routes.search;

@Controller()
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Handle(find)
  find(call: Call<typeof find>) {
    return this.search.find(call.caller, call.query);
  }
}
