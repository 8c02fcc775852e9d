import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { NotificationService } from '../services/notifications.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, read } = routes.notifications;

@Controller()
export class NotificationsController {
  constructor(private readonly notifications: NotificationService) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.notifications.list(call.caller, call.query);
  }

  @Handle(read)
  read(call: Call<typeof read>) {
    return this.notifications.markRead(call.caller, call.body);
  }
}
