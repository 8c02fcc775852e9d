import { namesField } from '@etapa/shared/access/fields';
import { Injectable } from '@nestjs/common';
import type { EventConsumer } from '../log/consumer.ts';
import type { LoggedEvent } from '../log/events.ts';
import { FOLLOWED_EVENTS, FollowStore } from '../store/follows.ts';
import { NotificationStore } from '../store/notifications.ts';
import type { Transaction } from '../store/transaction.ts';
import { type NoticeReader, NoticeReaders } from './notice-readers.ts';
import { type Message, NotificationService } from './notifications.ts';

interface News extends LoggedEvent {
  recordId: string;
  entityType: string;
}

/** Somebody to tell of something. */
interface Notice {
  userId: string;
  kind: 'followed' | 'record';
  event: News;
}

/** Reads the log and tells people of records they were given, and of what others changed on those they follow. */
@Injectable()
export class FollowRelay implements EventConsumer {
  readonly consumer = 'followers';

  constructor(
    private readonly follows: FollowStore,
    private readonly store: NotificationStore,
    private readonly readers: NoticeReaders,
    private readonly notifications: NotificationService,
  ) {}

  async consume(events: LoggedEvent[], tx: Transaction): Promise<undefined> {
    const news = events.filter(isNews);
    if (news.length === 0) return;
    const notices = [...news.flatMap(given), ...(await this.followed(news, tx))];
    const people = [...new Set(notices.map(({ userId }) => userId))];
    for (const userId of people) {
      const own = notices.filter((notice) => notice.userId === userId);
      const things = own.map(({ event }) => event);
      const reader = await this.readers.reader(userId, things);
      if (!reader) continue;
      const known = own.filter(({ event }) => reader.mayKnow(event) && mayBeTold(reader, event));
      for (const kind of ['record', 'followed'] as const) {
        await this.tell(tx, reader, kind, known);
      }
    }
  }

  private async followed(news: News[], tx: Transaction): Promise<Notice[]> {
    const heard = news.filter(({ kind }) => FOLLOWED_EVENTS.some((each) => each === kind));
    if (heard.length === 0) return [];
    const followers = await this.follows.followers(tx, [...new Set(heard.map(({ recordId }) => recordId))]);
    return heard.flatMap((event) =>
      followers
        .filter(({ recordId, userId }) => recordId === event.recordId && !knowsAlready(event, userId))
        .map(({ userId }): Notice => ({ userId, kind: 'followed', event })),
    );
  }

  /**
   * One notification for each record, or one for all of them where they are many. Of a record whose notification waits
   * to be read, that one tells the newest; who was made responsible is told once.
   */
  private async tell(tx: Transaction, reader: NoticeReader, kind: Notice['kind'], notices: Notice[]): Promise<void> {
    const userId = reader.caller.id;
    const events = notices.flatMap((notice) => (notice.kind === kind ? [notice.event] : []));
    const latest = new Map(events.map((event) => [event.recordId, event]));
    const waiting = new Set(await this.store.waiting(tx, userId, kind, [...latest.keys()]));
    const news = [...latest.values()].filter(({ recordId }) => kind === 'followed' || !waiting.has(recordId));
    const ids = news.map(({ recordId }) => recordId);
    const titles = new Map((await this.follows.titles(tx, ids)).map((each) => [each.id, each]));
    const messages = news.map((event) => {
      const times = events.filter(({ recordId }) => recordId === event.recordId).length;
      return { event, times, message: messageOf(kind, event, reader, titles) };
    });
    for (const { actor, cause, messages: said } of byActor(messages)) {
      const isWaiting = ({ event }: Telling) => waiting.has(event.recordId);
      const again = said.filter(isWaiting).map(({ message, times }) => ({ ...message, times }));
      await this.notifications.renew(tx, { actor, cause }, userId, again);
      const fresh = said.filter((each) => !isWaiting(each)).map(({ message, times }) => counted(message, times));
      await this.notifications.sendAll(tx, { actor, cause }, userId, fresh);
    }
  }
}

/** What is told of one record, and how often it happened. */
interface Telling {
  event: News;
  times: number;
  message: Message;
}

const counted = (message: Message, times: number): Message =>
  times === 1 ? message : { ...message, data: { ...message.data, times } };

type Titles = ReadonlyMap<string, { title: string; number: number; titleField: string }>;

function messageOf(kind: string, event: News, reader: NoticeReader, titles: Titles): Message {
  const { recordId, entityType } = event;
  const named = titles.get(recordId);
  const mayRead = named !== undefined && namesField(reader.fields(entityType), named.titleField);
  const text = mayRead && named.title !== '' ? named.title : `#${named?.number ?? ''}`;
  return { kind, text, recordId, entityType, data: { event: event.kind, number: named?.number ?? null } };
}

/** Messages of one doer after another: a notification names who did it. */
function byActor(messages: Telling[]) {
  const groups = new Map<string, { actor: News['actor']; cause: News['cause']; messages: Telling[] }>();
  for (const each of messages) {
    const { actor, cause } = each.event;
    const key = `${actor.kind} ${actor.id}`;
    const group = groups.get(key) ?? { actor, cause, messages: [] };
    group.messages.push(each);
    groups.set(key, group);
  }
  return groups.values();
}

/** Imports, and what was not to set anything off, are no news. */
function isNews(event: LoggedEvent): event is News {
  if (event.recordId === null || event.entityType === null) return false;
  if (event.actor.kind === 'import' || event.cause.silent === true) return false;
  return event.kind === 'record.created' || FOLLOWED_EVENTS.some((kind) => kind === event.kind);
}

/** Whom an event made responsible, unless they did so themselves. */
function given(event: News): Notice[] {
  const owner =
    event.kind === 'record.assigned' ? event.data.after : event.kind === 'record.created' ? event.data.ownerId : null;
  if (typeof owner !== 'string' || isDoneBy(event, owner)) return [];
  return [{ userId: owner, kind: 'record', event }];
}

const isDoneBy = ({ actor }: News, userId: string): boolean => actor.kind === 'user' && actor.id === userId;

/** Who did it, who is told of it as the new owner, and who is told of it by name. */
function knowsAlready(event: News, userId: string): boolean {
  const { kind, data } = event;
  if (isDoneBy(event, userId)) return true;
  if (kind === 'record.assigned' && data.after === userId) return true;
  return Array.isArray(data.mentions) && data.mentions.includes(userId);
}

/** A change of fields that somebody may not read is not told them. */
function mayBeTold(reader: NoticeReader, { kind, data, entityType }: News): boolean {
  if (kind !== 'record.updated') return true;
  const read = reader.fields(entityType);
  const keys = [data.before, data.after].flatMap((side) => (side && typeof side === 'object' ? Object.keys(side) : []));
  return keys.some((key) => namesField(read, key));
}
