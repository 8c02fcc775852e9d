import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('notifications')
export class NotificationEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'user_id' }) userId: string;
  @Column('text') kind: string;
  @Column('text') text: string;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('text', { name: 'entity_type', nullable: true }) entityType: string | null;
  @Column('jsonb') data: { [name: string]: unknown };
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt: Date | null;
  /** False: for an e-mail alone. */
  @Column('boolean', { name: 'in_app' }) inApp: boolean;
  /** When it is to go out by e-mail; null when it is not, or went. */
  @Column('timestamptz', { name: 'email_at', nullable: true }) emailAt: Date | null;
}
