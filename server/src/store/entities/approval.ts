import type { Actor, Cause } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('approvals')
export class ApprovalEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'record_id' }) recordId: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('uuid', { name: 'run_id' }) runId: string;
  @Column('text', { name: 'step_path' }) stepPath: string;
  @Column('text') text: string;
  @Column('jsonb') mode: 'all' | 'any' | 'sequence' | { atLeast: number };
  @Column('text') status: 'pending' | 'approved' | 'rejected' | 'cancelled';
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('timestamptz', { name: 'reminded_at', nullable: true }) remindedAt: Date | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('jsonb') cause: Cause;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}
