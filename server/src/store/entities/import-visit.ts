import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('import_visits')
export class ImportVisitEntity {
  @PrimaryColumn('uuid', { name: 'job_id' }) jobId: string;
  @PrimaryColumn('bigint') line: number;
  @Column('text', { name: 'record_key' }) recordKey: string;
  @Column('timestamptz') at: Date;
  @Column('jsonb') cells: string[];
}
