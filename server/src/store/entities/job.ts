import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('jobs')
export class JobEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('jsonb') input: { [name: string]: unknown };
  @Column('jsonb') progress: { [name: string]: unknown };
  @Column('bigint') done: number;
  @Column('bigint', { nullable: true }) total: number | null;
  @Column('bigint', { name: 'failed_count' }) failedCount: number;
  @Column('jsonb', { nullable: true }) result: { [name: string]: unknown } | null;
  @Column('jsonb', { nullable: true }) error: { [name: string]: unknown } | null;
  /** Until when the worker that has it in hand may be silent. */
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil: Date | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('uuid', { name: 'user_id', nullable: true }) userId: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  /** The job that takes back what this one did. */
  @Column('uuid', { name: 'undone_by', nullable: true }) undoneBy: string | null;
}
