import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('bulk_items')
export class BulkItemEntity {
  @PrimaryColumn('uuid', { name: 'job_id' }) jobId: string;
  @PrimaryColumn('bigint') ordinal: number;
  @Column('uuid', { name: 'record_id' }) recordId: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  /** The record that was made for it. */
  @Column('uuid', { name: 'made_id', nullable: true }) madeId: string | null;
  @Column('jsonb', { nullable: true }) before: { [name: string]: unknown } | null;
  @Column('jsonb', { nullable: true }) after: { [name: string]: unknown } | null;
}
