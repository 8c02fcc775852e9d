import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('assign_turns')
export class AssignTurnEntity {
  @PrimaryColumn('uuid', { name: 'rule_id' }) ruleId: string;
  @PrimaryColumn('text', { name: 'step_id' }) stepId: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  @Column('bigint') turn: number;
}
