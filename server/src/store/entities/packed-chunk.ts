import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('packed_chunks')
export class PackedChunkEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('int') chunk: number;
  @Column('uuid', { name: 'first_id' }) firstId: string;
  @Column('uuid', { name: 'last_id' }) lastId: string;
  @Column('int') records: number;
  @Column('timestamptz', { name: 'created_from' }) createdFrom: Date;
  @Column('timestamptz', { name: 'created_to' }) createdTo: Date;
  @Column('text') ids: string;
}
