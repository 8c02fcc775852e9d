import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { AuditService } from '../services/audit.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list } = routes.audit;

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.audit.list(call.caller, call.query);
  }
}
