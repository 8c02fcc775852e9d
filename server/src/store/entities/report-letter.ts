import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('report_letters')
export class ReportLetterEntity {
  @PrimaryColumn('uuid', { name: 'schedule_id' }) scheduleId: string;
  @PrimaryColumn('timestamptz') occurrence: Date;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  @Column('int') attempts: number;
}
