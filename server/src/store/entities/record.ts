import type { Doc } from '@etapa/shared/fields/field';
import type { Actor, SetAside } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('records')
export class RecordEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('bigint') number: number;
  @Column('text', { nullable: true }) funnel: string | null;
  @Column('text', { nullable: true }) stage: string | null;
  @Column('timestamptz', { name: 'stage_entered_at', nullable: true }) stageEnteredAt: Date | null;
  @Column('timestamptz', { name: 'last_activity_at' }) lastActivityAt: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId: string | null;
  @Column('text') title: string;
  @Column('jsonb') doc: Doc;
  @Column('int', { name: 'definition_version' }) definitionVersion: number;
  /** Values that a newer definition could not keep. */
  @Column('jsonb', { name: 'set_aside', nullable: true }) setAside: SetAside | null;
  @Column('text', { array: true }) tags: string[];
  @Column('text') rank: string;
  @Column('int') version: number;
  @Column('text') search: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt: Date | null;
}
