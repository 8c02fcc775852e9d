import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ApprovalService } from '../services/approvals.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, get, decide } = routes.approvals;

@Controller()
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.approvals.list(call.caller, call.query);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.approvals.get(call.caller, call.params.id);
  }

  @Handle(decide)
  decide(call: Call<typeof decide>) {
    return this.approvals.decide(call.caller, call.params.id, call.body);
  }
}
