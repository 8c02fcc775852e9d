import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { ButtonService } from '../services/rules/buttons.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, press } = routes.buttons;

@Controller()
export class ButtonsController {
  constructor(private readonly buttons: ButtonService) {}

  @Handle(list)
  list({ caller, params }: Call<typeof list>) {
    return this.buttons.list(caller, params.key, params.id);
  }

  @Handle(press)
  press({ caller, params }: Call<typeof press>) {
    return this.buttons.press(caller, params.key, params.id, params.ruleKey);
  }
}
