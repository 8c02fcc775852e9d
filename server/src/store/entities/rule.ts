import type { Broken, Paused } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('rules')
export class RuleEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('text') key: string;
  @Column('int') version: number;
  @Column('boolean') enabled: boolean;
  @Column('jsonb') definition: Rule;
  /** What a change of the entity type broke. */
  @Column('jsonb', { nullable: true }) broken: Broken | null;
  /** Etapa itself switched it off. */
  @Column('jsonb', { nullable: true }) paused: Paused | null;
  @Column('timestamptz', { name: 'failure_told_at', nullable: true }) failureToldAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt: Date | null;
}
