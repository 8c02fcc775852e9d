import type { ContactKind } from '@etapa/shared/process/contact';
import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'record_id' }) recordId: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('text') kind: ContactKind;
  @Column('timestamptz') at: Date;
  @Column('text') text: string;
  @Column('text', { nullable: true }) budget: string | null;
  @Column('text', { nullable: true }) authority: string | null;
  @Column('text', { nullable: true }) need: string | null;
  @Column('text', { nullable: true }) timing: string | null;
  @Column('text', { nullable: true }) competitor: string | null;
  @Column('text', { name: 'next_action', nullable: true }) nextAction: string | null;
  @Column('timestamptz', { name: 'next_action_at', nullable: true }) nextActionAt: Date | null;
  /** The task that the next action became. */
  @Column('uuid', { name: 'task_id', nullable: true }) taskId: string | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('int') version: number;
}
