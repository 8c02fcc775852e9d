import { Injectable } from '@nestjs/common';
import type { CommentRow } from '../store/comments.ts';
import { Database } from '../store/database.ts';
import { FollowStore } from '../store/follows.ts';
import type { Transaction } from '../store/transaction.ts';
import { CallerService } from './callers.ts';
import type { Doer } from './doer.ts';
import { NotificationService } from './notifications.ts';
import { PeopleChecks } from './people-checks.ts';
import { refused } from './refusal-error.ts';
import { VisibleRecords } from './visible-records.ts';

/** What a comment leads to: a word to who is mentioned, who follows the record from then on. */
@Injectable()
export class CommentEffects {
  constructor(
    private readonly database: Database,
    private readonly callers: CallerService,
    private readonly people: PeopleChecks,
    private readonly access: VisibleRecords,
    private readonly notifications: NotificationService,
    private readonly follows: FollowStore,
  ) {}

  /**
   * Those of the mentioned who may read the record, without the author.
   * @throws RefusalError `invalid_document` for ids that no person has
   */
  async whoIsTold(doer: Doer, entityType: string, recordId: string, mentions: string[]): Promise<string[]> {
    const faults = await this.people.userFaults(
      this.database,
      mentions,
      mentions.map((_, at) => `/mentions/${at}`),
    );
    if (faults.length > 0) throw refused('invalid_document', 'Somebody who is mentioned does not exist.', faults);
    const told: string[] = [];
    for (const id of mentions) {
      if (doer.actor.kind === 'user' && doer.actor.id === id) continue;
      const person = await this.callers.byUser(id);
      if (person && (await this.access.readable(person, entityType, [recordId])).has(recordId)) told.push(id);
    }
    return told;
  }

  async tell(tx: Transaction, doer: Doer, told: string[], comment: CommentRow, entityType: string): Promise<void> {
    const { recordId, text } = comment;
    if (told.length > 0) await this.follows.mentioned(tx, told, recordId, comment.createdAt);
    const data = { commentId: comment.id };
    await this.notifications.send(tx, doer, told, { kind: 'mention', text: excerpt(text), recordId, entityType, data });
  }
}

/** The first 500 characters, never half of one. */
const excerpt = (text: string): string => text.slice(0, 500).replace(/\p{Cs}$/u, '');
