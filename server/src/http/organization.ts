import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { OrganizationService } from '../services/organization.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { get, update } = routes.organization;

@Controller()
export class OrganizationController {
  constructor(private readonly organization: OrganizationService) {}

  @Handle(get)
  get() {
    return this.organization.get();
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.organization.update(call.caller, call.body);
  }
}
