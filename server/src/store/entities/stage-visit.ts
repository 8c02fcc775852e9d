import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One stay of a record in a stage; open while `leftAt` is null. */
@Entity('stage_visits')
export class StageVisitEntity {
  @PrimaryColumn('bigint') id: number;
  @Column('uuid', { name: 'record_id' }) recordId: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
  @Column('text') funnel: string;
  @Column('text') stage: string;
  @Column('timestamptz', { name: 'entered_at' }) enteredAt: Date;
  @Column('jsonb', { name: 'entered_by' }) enteredBy: Actor;
  @Column('timestamptz', { name: 'left_at', nullable: true }) leftAt: Date | null;
  @Column('int') ordinal: number;
}
