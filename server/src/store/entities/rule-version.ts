import type { Actor } from '@etapa/shared/process/record';
import type { Rule } from '@etapa/shared/rules/rule';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rule_versions')
export class RuleVersionEntity {
  @PrimaryColumn('uuid', { name: 'rule_id' }) ruleId: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') definition: Rule;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  /** It is in force for the events of later transactions (xid8). */
  @Column('text') xid: string;
}
