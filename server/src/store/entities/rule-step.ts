import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rule_steps')
export class RuleStepEntity {
  @PrimaryColumn('uuid', { name: 'run_id' }) runId: string;
  @PrimaryColumn('text') path: string;
  @Column('text', { name: 'step_id' }) stepId: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('jsonb', { nullable: true }) input: { [name: string]: unknown } | null;
  @Column('jsonb', { nullable: true }) output: { [name: string]: unknown } | null;
  @Column('jsonb', { nullable: true }) error: { [name: string]: unknown } | null;
  /** What is asked of the outside: the same each time it is tried. */
  @Column('jsonb', { nullable: true }) call: { [name: string]: unknown } | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}
