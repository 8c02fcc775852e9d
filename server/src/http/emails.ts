import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { EmailService } from '../services/emails.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, get, page, resend } = routes.emails;

@Controller()
export class EmailsController {
  constructor(private readonly emails: EmailService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.emails.list(call.caller, call.query);
  }

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.emails.get(call.caller, call.params.id);
  }

  @Handle(page)
  page(call: Call<typeof page>) {
    return this.emails.page(call.caller, call.params.id);
  }

  @Handle(resend)
  resend(call: Call<typeof resend>) {
    return this.emails.resend(call.caller, call.params.id);
  }
}
