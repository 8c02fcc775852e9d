import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('norm_warnings')
export class NormWarningEntity {
  @PrimaryColumn('bigint', { name: 'visit_id' }) visitId: string;
  @Column('timestamptz') at: Date;
}
