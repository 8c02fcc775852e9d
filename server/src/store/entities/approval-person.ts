import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('approval_people')
export class ApprovalPersonEntity {
  @PrimaryColumn('uuid', { name: 'approval_id' }) approvalId: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  @Column('int') position: number;
  /** In a sequence, those whose turn has not come are not asked yet. */
  @Column('timestamptz', { name: 'asked_at', nullable: true }) askedAt: Date | null;
  @Column('text', { nullable: true }) decision: 'approve' | 'reject' | null;
  @Column('text', { nullable: true }) comment: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}
