import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { CommentService } from '../services/comments.ts';
import { doerOf } from '../services/doer.ts';
import { VisibleRecords } from '../services/visible-records.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { list, create, remove } = routes.comments;

@Controller()
export class CommentsController {
  constructor(
    private readonly comments: CommentService,
    private readonly records: VisibleRecords,
  ) {}

  @Handle(list)
  list(call: Call<typeof list>) {
    return this.comments.list(call.caller, call.query);
  }

  @Handle(create)
  async create(call: Call<typeof create>) {
    const { key, id } = call.params;
    const recordId = await this.records.named(call.caller, 'read', key, id);
    return this.comments.create(doerOf(call.caller), recordId, call.body);
  }

  @Handle(remove)
  async remove(call: Call<typeof remove>) {
    await this.comments.remove({ ...doerOf(call.caller), caller: call.caller }, call.params.id);
    return undefined;
  }
}
