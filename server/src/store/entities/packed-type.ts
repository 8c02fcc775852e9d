import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('packed_types')
export class PackedTypeEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  /** The database whose transactions the snapshot names: another one, brought back from a copy, has other ones. */
  @Column('text') cluster: string;
  @Column('text') snapshot: string;
}
