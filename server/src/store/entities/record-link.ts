import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('record_links')
export class RecordLinkEntity {
  @PrimaryColumn('uuid', { name: 'from_id' }) fromId: string;
  @PrimaryColumn('text') field: string;
  @PrimaryColumn('uuid', { name: 'to_id' }) toId: string;
  @Column('int') position: number;
}
