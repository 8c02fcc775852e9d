import type { Caller } from '@etapa/shared/access/caller';
import type { Notification } from '@etapa/shared/api/notifications';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type NotificationRow, NotificationStore } from '../store/notifications.ts';
import type { Transaction } from '../store/transaction.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import type { Doer } from './doer.ts';
import { NotificationSettingsService } from './notification-settings.ts';

/** What a person is told. `text` is somebody's words (a task's title, a comment, a rule's message), never ours. */
export interface Message {
  kind: string;
  text: string;
  recordId?: string | null;
  entityType?: string | null;
  data?: { [name: string]: unknown };
}

/** Most notifications of one kind that somebody gets at once: more are told in one. */
const MOST = 5;

/** Tells people what concerns them. */
@Injectable()
export class NotificationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: NotificationStore,
    private readonly settings: NotificationSettingsService,
  ) {}

  /**
   * Tells people, in the transaction of what there is to tell, in the way each of them has chosen.
   * @param userIds whom, each once
   */
  async send(tx: Transaction, doer: Pick<Doer, 'actor' | 'cause'>, userIds: string[], message: Message): Promise<void> {
    const people = [...new Set(userIds)];
    if (people.length === 0) return;
    const now = this.clock.now();
    const { kind, text, recordId = null, entityType = null, data = {} } = message;
    const deliveries = await this.settings.deliveries(tx, people, kind, now);
    const rows = people.flatMap((userId): NotificationRow[] => {
      const delivery = deliveries.get(userId);
      if (!delivery) return [];
      const said = { kind, text, recordId, entityType, data: { ...data, actor: doer.actor } };
      return [{ id: newId(), userId, ...said, createdAt: now, readAt: null, ...delivery }];
    });
    if (rows.length === 0) return;
    await this.store.insert(tx, rows);
    await this.announce(tx, doer, rows);
  }

  /**
   * Tells one person again of records that they were told of and have not looked at: in the notification that waits,
   * which counts how often.
   */
  async renew(
    tx: Transaction,
    doer: Pick<Doer, 'actor' | 'cause'>,
    userId: string,
    messages: readonly (Message & { times: number })[],
  ): Promise<void> {
    if (messages.length === 0) return;
    const now = this.clock.now();
    const rows = messages.map(({ kind, text, times, recordId = null, entityType = null, data = {} }) => {
      return {
        id: newId(),
        userId,
        kind,
        text,
        times,
        recordId,
        entityType,
        data: { ...data, actor: doer.actor },
        createdAt: now,
      };
    });
    await this.announce(tx, doer, await this.store.renew(tx, rows));
  }

  /** Live screens learn of it from the log, as of everything else. */
  private async announce(
    tx: Transaction,
    { actor, cause }: Pick<Doer, 'actor' | 'cause'>,
    rows: readonly Pick<NotificationRow, 'id' | 'userId' | 'inApp'>[],
  ): Promise<void> {
    const at = this.clock.now();
    const shown = rows.filter(({ inApp }) => inApp);
    await append(
      tx,
      shown.map(({ id, userId }) => ({
        kind: 'notification.created',
        at,
        data: { notificationId: id, userId },
        actor,
        cause,
      })),
    );
  }

  /** Tells one person several things of one kind: one by one, or in one notification where they are many. */
  async sendAll(
    tx: Transaction,
    doer: Pick<Doer, 'actor' | 'cause'>,
    userId: string,
    messages: readonly Message[],
  ): Promise<void> {
    const [first] = messages;
    if (!first) return;
    if (messages.length <= MOST) {
      for (const message of messages) await this.send(tx, doer, [userId], message);
      return;
    }
    const types = new Set(messages.map(({ entityType }) => entityType));
    const entityType = types.size === 1 ? first.entityType : null;
    const data = { count: messages.length };
    await this.send(tx, doer, [userId], { kind: first.kind, text: first.text, entityType, data });
  }

  async list(caller: Caller, query: { limit?: number; cursor?: string; unread?: boolean }) {
    const page = await this.store.list(this.database, caller.id, query.unread, pageRequest(query, ['id']));
    const unreadCount = await this.store.countUnread(this.database, caller.id);
    return { ...listAnswer({ ...page, items: page.items.map(present) }), unreadCount };
  }

  /** Marks one's own notifications as read; ids of others' are passed over. */
  async markRead(caller: Caller, what: { ids: string[] } | { all: true }): Promise<{ unreadCount: number }> {
    return this.database.transaction(async (tx) => {
      await this.store.markRead(tx, caller.id, 'ids' in what ? what.ids : null, this.clock.now());
      return { unreadCount: await this.store.countUnread(tx, caller.id) };
    });
  }
}

function present({ userId: _, inApp: __, emailAt: ___, createdAt, readAt, ...row }: NotificationRow): Notification {
  return { ...row, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
