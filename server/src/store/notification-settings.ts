import type { NotificationSettings } from '@etapa/shared/api/notification-settings';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** One person's own choices and what their e-mails need. */
export interface SettingsRow {
  userId: string;
  /** What differs from the defaults; null when nothing was chosen yet. */
  settings: Partial<NotificationSettings> | null;
  /** The person's own, or the organisation's. IANA name. */
  timeZone: string;
  /** Whether they can be written to: active, with an address. */
  hasEmail: boolean;
}

@Injectable()
export class NotificationSettingsStore {
  of(db: Queryable, userIds: string[]): Promise<SettingsRow[]> {
    return db.prepared(
      'notification-settings',
      `SELECT u.id AS "userId", s.settings, coalesce(u.time_zone, o.time_zone) AS "timeZone",
         u.active AND u.email IS NOT NULL AS "hasEmail"
       FROM users u CROSS JOIN organization o LEFT JOIN notification_settings s ON s.user_id = u.id
       WHERE u.id = ANY($1::uuid[])`,
      [userIds],
    );
  }

  async put(db: Queryable, userId: string, settings: Partial<NotificationSettings>): Promise<void> {
    await db.query(
      `INSERT INTO notification_settings (user_id, settings) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET settings = excluded.settings`,
      [userId, JSON.stringify(settings)],
    );
  }
}
