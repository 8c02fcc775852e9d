import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a rule that time sets off has been followed. */
@Entity('rule_clocks')
export class RuleClockEntity {
  @PrimaryColumn('uuid', { name: 'rule_id' }) ruleId: string;
  @Column('int') version: number;
  @Column('jsonb') reached: { [name: string]: unknown };
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
