import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('view_defaults')
export class ViewDefaultEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('text') whose: string;
  @Column('uuid', { name: 'view_id' }) viewId: string;
}
