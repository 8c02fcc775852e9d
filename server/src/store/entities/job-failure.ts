import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('job_failures')
export class JobFailureEntity {
  @PrimaryColumn('uuid', { name: 'job_id' }) jobId: string;
  @PrimaryColumn('bigint') ordinal: number;
  @Column('bigint', { nullable: true }) line: number | null;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('text', { name: 'column_name', nullable: true }) columnName: string | null;
  @Column('text', { nullable: true }) value: string | null;
  @Column('text') problem: string;
  @Column('jsonb', { nullable: true }) row: { [name: string]: unknown } | null;
}
