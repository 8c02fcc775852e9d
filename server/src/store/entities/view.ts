import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('views')
export class ViewEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('text') name: string;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column('boolean') shared: boolean;
  @Column('jsonb') definition: { [name: string]: unknown };
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('text', { array: true }) roles: string[];
  @Column('uuid', { array: true, name: 'team_ids' }) teamIds: string[];
}
