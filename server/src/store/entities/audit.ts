import type { Actor } from '@etapa/shared/process/record';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit')
export class AuditEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('timestamptz') at: Date;
  @Column('jsonb') actor: Actor;
  @Column('text') action: string;
  @Column('jsonb') target: { [name: string]: unknown };
  @Column('jsonb') data: { [name: string]: unknown };
}
