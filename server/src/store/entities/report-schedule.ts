import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('report_schedules')
export class ReportScheduleEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'report_id', nullable: true }) reportId: string | null;
  @Column('uuid', { name: 'dashboard_id', nullable: true }) dashboardId: string | null;
  @Column('text') cron: string;
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('uuid', { name: 'user_ids', array: true }) userIds: string[];
  @Column('text', { array: true }) roles: string[];
  @Column('text', { nullable: true }) attachment: 'csv' | 'xlsx' | null;
  @Column('boolean') paused: boolean;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  /** Null: the time never comes again. */
  @Column('timestamptz', { name: 'next_at', nullable: true }) nextAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
