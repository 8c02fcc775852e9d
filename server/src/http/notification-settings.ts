import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { NotificationSettingsService } from '../services/notification-settings.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { get, update } = routes.notificationSettings;

@Controller()
export class NotificationSettingsController {
  constructor(private readonly settings: NotificationSettingsService) {}

  @Handle(get)
  get(call: Call<typeof get>) {
    return this.settings.get(call.caller);
  }

  @Handle(update)
  update(call: Call<typeof update>) {
    return this.settings.update(call.caller, call.body);
  }
}
