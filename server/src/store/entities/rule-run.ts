import type { Cause } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rule_runs')
export class RuleRunEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'rule_id' }) ruleId: string;
  @Column('int', { name: 'rule_version' }) ruleVersion: number;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  /** What set it off: a rule fires once for each. */
  @Column('text', { name: 'trigger_key' }) triggerKey: string;
  @Column('bigint', { name: 'event_seq', nullable: true }) eventSeq: number | null;
  @Column('text') status: string;
  @Column('jsonb') cause: Cause;
  @Column('jsonb') context: { [name: string]: unknown };
  @Column('jsonb', { nullable: true }) error: { [name: string]: unknown } | null;
  @Column('int') attempts: number;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  /** The trigger whose event lets a waiting run go on. */
  @Column('jsonb', { nullable: true }) wait: { [name: string]: unknown } | null;
  /** Events of transactions after this one (xid8) are what it waits for. */
  @Column('text', { name: 'wait_xid', nullable: true }) waitXid: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}
