import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Two records of which somebody said that they are not the same thing; the smaller id first. */
@Entity('duplicate_verdicts')
export class DuplicateVerdictEntity {
  @PrimaryColumn('uuid', { name: 'one_id' }) oneId: string;
  @PrimaryColumn('uuid', { name: 'other_id' }) otherId: string;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt: Date;
  @Column('jsonb', { name: 'decided_by' }) decidedBy: Actor;
}
