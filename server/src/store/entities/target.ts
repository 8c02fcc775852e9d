import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('targets')
export class TargetEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('date') month: string;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column('uuid', { name: 'team_id', nullable: true }) teamId: string | null;
  @Column('numeric') amount: string;
  /** ISO 4217; null: the amount is no money. */
  @Column('text', { nullable: true }) currency: string | null;
}
