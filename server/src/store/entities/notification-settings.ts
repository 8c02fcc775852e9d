import type { NotificationSettings } from '@etapa/shared/api/notification-settings';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('notification_settings')
export class NotificationSettingsEntity {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  /** What differs from the defaults. */
  @Column('jsonb') settings: Partial<NotificationSettings>;
}
