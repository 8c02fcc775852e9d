import type { Session } from '@etapa/shared/api/auth';
import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { AuthService } from '../services/auth.ts';
import { CallerService } from '../services/callers.ts';
import { ProfileService } from '../services/profile.ts';
import { refused } from '../services/refusal-error.ts';
import { SetupService } from '../services/setup.ts';
import type { Call } from './call.ts';
import { clearSessionCookie, credentialOf, setSessionCookie } from './credential.ts';
import { Handle } from './handle.ts';

const { setupNeeded, setup, login, logout, me, updateMe } = routes.auth;

@Controller()
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly setups: SetupService,
    private readonly profiles: ProfileService,
    private readonly callers: CallerService,
    private readonly config: Config,
  ) {}

  @Handle(setupNeeded)
  async setupNeeded() {
    return { needed: await this.setups.needed() };
  }

  @Handle(setup)
  async setup(call: Call<typeof setup>) {
    return this.welcome(call, await this.setups.create(call.body, call.request.ip));
  }

  @Handle(login)
  async login(call: Call<typeof login>) {
    return this.welcome(call, await this.auth.login(call.body.email, call.body.password, call.request.ip));
  }

  @Handle(logout)
  async logout(call: Call<typeof logout>) {
    const credential = credentialOf(call.request);
    if (credential?.kind === 'session') {
      await this.auth.logout(credential.hash);
      this.callers.forget();
    }
    clearSessionCookie(call.reply, this.secure);
    return undefined;
  }

  @Handle(me)
  me(call: Call<typeof me>) {
    return this.auth.session(call.caller);
  }

  @Handle(updateMe)
  async updateMe(call: Call<typeof updateMe>) {
    const { credential } = call.request;
    const keep = credential?.kind === 'session' ? credential.hash : undefined;
    await this.profiles.update(call.caller, call.body, keep);
    this.callers.forget();
    return this.auth.session(call.caller);
  }

  private get secure(): boolean {
    return this.config.baseUrl.startsWith('https:');
  }

  private async welcome(
    call: Pick<Call<unknown>, 'reply'>,
    { userId, secret }: { userId: string; secret: string },
  ): Promise<Session> {
    const caller = await this.callers.byUser(userId);
    if (!caller) throw refused('unauthenticated', 'E-mail or password is wrong.');
    setSessionCookie(call.reply, secret, this.secure);
    return this.auth.session(caller);
  }
}
