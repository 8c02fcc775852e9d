import { Injectable } from '@nestjs/common';
import { CommentService } from '../../comments.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Comments on the run's record, as the rule. */
@Injectable()
export class CommentAddition implements EffectPerformer<'comment.add'> {
  constructor(private readonly comments: CommentService) {}

  async perform({ tx, doer, run }: Doing, { text }: EffectOf<'comment.add'>): Promise<Performed> {
    const { id } = await this.comments.create(doer, run.recordId, { text }, tx);
    return { output: { id } };
  }
}
