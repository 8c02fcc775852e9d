import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { Comment, NewComment } from '@etapa/shared/api/comments';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { type CommentRow, CommentStore } from '../store/comments.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { TaskStore } from '../store/tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { CommentEffects } from './comment-effects.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import type { Doer } from './doer.ts';
import { refused } from './refusal-error.ts';
import { VisibleRecords } from './visible-records.ts';

/** Comments on records: who may read the record may comment on it. */
@Injectable()
export class CommentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: CommentStore,
    private readonly records: TaskStore,
    private readonly access: VisibleRecords,
    private readonly effects: CommentEffects,
  ) {}

  /** @throws RefusalError `not_found` for a record one may not read */
  async list(caller: Caller, query: { record: string; limit?: number; cursor?: string }) {
    await this.access.find(caller, 'read', query.record);
    const page = await this.store.list(this.database, query.record, pageRequest(query, ['id']));
    return listAnswer({ ...page, items: page.items.map(present) });
  }

  /**
   * Comments on a record and tells who is mentioned, where they may read it.
   * @param inside the transaction of the rule's step that comments
   * @throws RefusalError `not_found`; `invalid_document` for mentions of nobody
   */
  async create(doer: Doer, recordId: string, input: NewComment, inside?: Transaction): Promise<Comment> {
    const { entityType } = await this.access.find(doer.caller, 'read', recordId);
    const mentions = input.mentions ?? [];
    const told = await this.effects.whoIsTold(doer, entityType, recordId, mentions);
    const { actor, cause } = doer;
    const at = this.clock.now();
    const comment: CommentRow = {
      id: newId(),
      recordId,
      text: input.text,
      mentions,
      createdBy: actor,
      createdAt: at,
    };
    const make = async (tx: Transaction) => {
      await this.store.insert(tx, comment);
      const data = { commentId: comment.id, text: comment.text, mentions };
      await append(tx, [{ kind: 'comment.added', at, data, actor, cause, entityType, recordId }]);
      await this.records.touchRecord(tx, recordId, at);
      await this.effects.tell(tx, doer, told, comment, entityType);
      return present(comment);
    };
    return inside ? make(inside) : this.database.transaction(make);
  }

  /** @throws RefusalError `not_found`; `forbidden` for others than its author and administrators */
  async remove(doer: Doer & { caller: Caller }, id: string): Promise<void> {
    const { caller, actor, cause } = doer;
    const comment = await this.store.find(this.database, id);
    if (!comment) throw refused('not_found', 'There is no such comment.');
    const { entityType } = await this.access.find(caller, 'read', comment.recordId);
    const isAuthor = comment.createdBy.kind === 'user' && comment.createdBy.id === caller.id;
    if (!isAuthor && !isAdmin(caller)) throw refused('forbidden', 'Only its author may take back a comment.');
    await this.database.transaction(async (tx) => {
      if (!(await this.store.remove(tx, id))) return;
      const { recordId } = comment;
      const data = { commentId: id };
      await append(tx, [{ kind: 'comment.deleted', at: this.clock.now(), data, actor, cause, entityType, recordId }]);
    });
  }
}

function present({ createdAt, ...comment }: CommentRow): Comment {
  return { ...comment, createdAt: createdAt.toISOString() };
}
