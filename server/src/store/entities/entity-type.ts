import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('entity_types')
export class EntityTypeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') key: string;
  /** The published version. */
  @Column('int') version: number;
  @Column('jsonb') definition: EntityType;
  @Column('jsonb', { nullable: true }) draft: EntityType | null;
  @Column('int', { name: 'draft_revision' }) draftRevision: number;
  /** The version by which all records have their keys of duplicates and texts of search. */
  @Column('int', { name: 'keys_version' }) keysVersion: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt: Date | null;
}
