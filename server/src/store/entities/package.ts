import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('packages')
export class PackageEntity {
  @PrimaryColumn('text') key: string;
  @Column('text') version: string;
  @Column('jsonb') document: { [name: string]: unknown };
  @Column('timestamptz', { name: 'installed_at' }) installedAt: Date;
  @Column('jsonb', { name: 'installed_by' }) installedBy: Actor;
}
