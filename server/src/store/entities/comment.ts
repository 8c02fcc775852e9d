import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('comments')
export class CommentEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'record_id' }) recordId: string;
  @Column('text') text: string;
  @Column('uuid', { array: true }) mentions: string[];
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
