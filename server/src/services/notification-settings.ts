import type { Caller } from '@etapa/shared/access/caller';
import {
  DEFAULT_SETTINGS,
  type NotificationSettings,
  type SettingsChanges,
} from '@etapa/shared/api/notification-settings';
import { noticeKindOf } from '@etapa/shared/process/notice';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Database, type Queryable } from '../store/database.ts';
import { NotificationSettingsStore, type SettingsRow } from '../store/notification-settings.ts';

/** How one person is told of one kind of thing. */
export interface Delivery {
  inApp: boolean;
  /** When it goes out by e-mail; null when it does not. */
  emailAt: Date | null;
}

/** How each person wants to be told of things. */
@Injectable()
export class NotificationSettingsService {
  constructor(
    private readonly database: Database,
    private readonly store: NotificationSettingsStore,
  ) {}

  async get(caller: Caller): Promise<NotificationSettings> {
    const [row] = await this.store.of(this.database, [caller.id]);
    return whole(row?.settings ?? {});
  }

  async update(caller: Caller, changes: SettingsChanges): Promise<NotificationSettings> {
    return this.database.transaction(async (tx) => {
      const [row] = await this.store.of(tx, [caller.id]);
      const before = whole(row?.settings ?? {});
      const next = { ...before, ...changes, choices: { ...before.choices, ...changes.choices } };
      await this.store.put(tx, caller.id, next);
      return next;
    });
  }

  /** How people are told of a kind of thing; nobody for whom it is neither in the app nor by e-mail. */
  async deliveries(db: Queryable, userIds: string[], kind: string, now: Date): Promise<ReadonlyMap<string, Delivery>> {
    const rows = await this.store.of(db, userIds);
    const each = rows.map((row) => [row.userId, deliveryOf(row, kind, now)] as const);
    return new Map(each.filter(([, { inApp, emailAt }]) => inApp || emailAt !== null));
  }
}

const whole = (settings: Partial<NotificationSettings>): NotificationSettings => ({
  ...DEFAULT_SETTINGS,
  ...settings,
  choices: { ...DEFAULT_SETTINGS.choices, ...settings.choices },
});

function deliveryOf({ settings, timeZone, hasEmail }: SettingsRow, kind: string, now: Date): Delivery {
  const { choices, delivery, dailyAt } = whole(settings ?? {});
  const { app, email } = choices[noticeKindOf(kind)];
  if (!email || !hasEmail) return { inApp: app, emailAt: null };
  return { inApp: app, emailAt: delivery === 'atOnce' ? now : nextAt(dailyAt, timeZone, now) };
}

/** The next time it is so late on a clock. @param time `HH:MM` @param timeZone of the clock */
function nextAt(time: string, timeZone: string, now: Date): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const today = here.withPlainTime(Temporal.PlainTime.from(time));
  const next = today.epochMilliseconds > now.getTime() ? today : today.add({ days: 1 });
  return new Date(next.epochMilliseconds);
}
