import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reports')
export class SavedReportEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('jsonb') definition: { [name: string]: unknown };
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column('text', { array: true }) roles: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
