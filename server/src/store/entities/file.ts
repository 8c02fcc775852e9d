import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('files')
export class FileEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'media_type' }) mediaType: string;
  /** In bytes; TypeORM gives a bigint as text. */
  @Column('bigint', { transformer: { from: Number, to: (size: number) => size } }) size: number;
  @Column('bytea') sha256: Buffer;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId: string | null;
  @Column('jsonb', { name: 'created_by' }) createdBy: Actor;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
