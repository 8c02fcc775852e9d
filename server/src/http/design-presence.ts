import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { DesignPresenceService } from '../services/definitions/presence.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { note, leave } = routes.designPresence;

@Controller()
export class DesignPresenceController {
  constructor(private readonly presence: DesignPresenceService) {}

  @Handle(note)
  note({ caller, params, body }: Call<typeof note>) {
    return this.presence.note(caller, params.key, body.part ?? '');
  }

  @Handle(leave)
  async leave({ caller, params }: Call<typeof leave>) {
    await this.presence.leave(caller, params.key);
    return undefined;
  }
}
