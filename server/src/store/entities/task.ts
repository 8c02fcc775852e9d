import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tasks')
export class TaskEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') title: string;
  @Column('text') description: string;
  @Column('text') status: 'open' | 'done';
  @Column('text') priority: 'low' | 'normal' | 'high' | 'urgent';
  @Column('uuid', { name: 'assignee_id', nullable: true }) assigneeId: string | null;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('text', { name: 'entity_type', nullable: true }) entityType: string | null;
  @Column('jsonb') checklist: { text: string; done: boolean }[];
  @Column('text', { name: 'blocks_stage', nullable: true }) blocksStage: string | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt: Date | null;
  @Column('int') version: number;
  /** The due time at which the log was told that it is overdue. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true }) overdueAt?: Date | null;
  /** When to remind of it; null: so long before it is due as its assignee likes. */
  @Column('timestamptz', { name: 'remind_at', nullable: true }) remindAt: Date | null;
  /** The due time of which its assignee was reminded. */
  @Column('timestamptz', { name: 'reminded_at', nullable: true }) remindedAt?: Date | null;
}
