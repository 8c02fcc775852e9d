import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { FollowService } from '../services/follows.ts';
import { VisibleRecords } from '../services/visible-records.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { get, follow, unfollow, changes } = routes.follows;

@Controller()
export class FollowsController {
  constructor(
    private readonly follows: FollowService,
    private readonly records: VisibleRecords,
  ) {}

  @Handle(get)
  async get(call: Call<typeof get>) {
    return this.follows.state(call.caller, await this.named(call));
  }

  @Handle(follow)
  async follow(call: Call<typeof follow>) {
    return this.follows.set(call.caller, await this.named(call), true);
  }

  @Handle(unfollow)
  async unfollow(call: Call<typeof unfollow>) {
    return this.follows.set(call.caller, await this.named(call), false);
  }

  @Handle(changes)
  changes(call: Call<typeof changes>) {
    return this.follows.changes(call.caller, call.query.limit ?? 50);
  }

  private named({ caller, params }: Call<typeof get>): Promise<string> {
    return this.records.named(caller, 'read', params.key, params.id);
  }
}
