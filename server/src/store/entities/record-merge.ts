import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Two records that became one, with all that has to be known to take it back. */
@Entity('record_merges')
export class RecordMergeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('uuid', { name: 'survivor_id' }) survivorId: string;
  @Column('uuid', { name: 'lost_id' }) lostId: string;
  @Column('jsonb') done: object;
  @Column('timestamptz', { name: 'merged_at' }) mergedAt: Date;
  @Column('jsonb', { name: 'merged_by' }) mergedBy: Actor;
  @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt: Date | null;
}
