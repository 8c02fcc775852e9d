import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('packed_columns')
export class PackedColumnEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('int') chunk: number;
  @PrimaryColumn('text') name: string;
  @Column('text', { nullable: true }) counts: string | null;
  @Column('text', { nullable: true }) words: string | null;
  @Column('int') width: number;
  @Column('text') data: string;
}
