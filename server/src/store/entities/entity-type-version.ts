import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StageMap } from '@etapa/shared/definition/stage-map';
import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published definition; never changed. */
@Entity('entity_type_versions')
export class EntityTypeVersionEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') definition: EntityType;
  /** Where records of stages that this version took away go. */
  @Column('jsonb', { name: 'stage_map' }) stageMap: StageMap;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
}
