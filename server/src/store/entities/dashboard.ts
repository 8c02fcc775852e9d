import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dashboards')
export class DashboardEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('jsonb') widgets: unknown;
  @Column('jsonb', { default: {} }) question: unknown;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column('text', { array: true }) roles: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
