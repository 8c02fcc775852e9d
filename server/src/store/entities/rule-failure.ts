import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A record on which a rule failed since it last did well. */
@Entity('rule_failures')
export class RuleFailureEntity {
  @PrimaryColumn('uuid', { name: 'rule_id' }) ruleId: string;
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId: string;
  @Column('uuid', { name: 'run_id' }) runId: string;
  @Column('timestamptz') at: Date;
}
