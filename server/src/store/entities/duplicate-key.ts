import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A value of a record in the spelling by which duplicates are told. */
@Entity('duplicate_keys')
export class DuplicateKeyEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId: string;
  @PrimaryColumn('text') field: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('text') sort: string;
  @Column('text') key: string;
  @Column('text') form: string;
}
