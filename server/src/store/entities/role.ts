import type { Grant } from '@etapa/shared/access/grant';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('roles')
export class RoleEntity {
  @PrimaryColumn('text') key: string;
  @Column('text') name: string;
  @Column('jsonb') grants: Grant[];
  @Column('boolean') builtin: boolean;
}
