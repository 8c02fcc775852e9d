import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One save of a draft: what a stale one is compared with. */
@Entity('entity_type_drafts')
export class EntityTypeDraftEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('int') revision: number;
  @Column('jsonb') definition: EntityType;
  @Column('timestamptz', { name: 'saved_at' }) savedAt: Date;
  @Column('jsonb', { name: 'saved_by' }) savedBy: Actor;
}
