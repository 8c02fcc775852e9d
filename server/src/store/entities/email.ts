import type { Actor, Cause } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('emails')
export class EmailEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('text', { name: 'entity_type', nullable: true }) entityType: string | null;
  @Column('uuid', { name: 'run_id', nullable: true }) runId: string | null;
  @Column('text', { name: 'step_path', nullable: true }) stepPath: string | null;
  /** Made with the row: the same however often it is sent. */
  @Column('text', { name: 'message_id' }) messageId: string;
  @Column('jsonb') recipients: { address: string; userId: string | null }[];
  @Column('text') subject: string;
  @Column('text') body: string;
  /** The same with pictures inside, where there are any. */
  @Column('text', { nullable: true }) html: string | null;
  @Column('uuid', { array: true }) attachments: string[];
  @Column('text') state: 'queued' | 'sent' | 'failed' | 'notSent';
  @Column('int') attempts: number;
  @Column('text', { nullable: true }) error: string | null;
  /** Of a queued one: when to try next; while one worker sends it, when others may. */
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('jsonb') cause: Cause;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt: Date | null;
}
