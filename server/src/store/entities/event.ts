import type { Actor, Cause } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The log. Appended to and never changed. */
@Entity('events')
export class EventEntity {
  @PrimaryColumn('bigint') seq: number;
  /** The transaction that wrote it (xid8). */
  @Column('text') xid: string;
  @Column('uuid') id: string;
  @Column('timestamptz') at: Date;
  @Column('text', { name: 'entity_type', nullable: true }) entityType: string | null;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('int', { name: 'record_version', nullable: true }) recordVersion: number | null;
  @Column('text') kind: string;
  @Column('jsonb') data: { [name: string]: unknown };
  @Column('jsonb') actor: Actor;
  @Column('jsonb') cause: Cause;
}
