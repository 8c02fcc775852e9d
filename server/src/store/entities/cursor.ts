import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a consumer has read the log. */
@Entity('cursors')
export class CursorEntity {
  @PrimaryColumn('text') consumer: string;
  @Column('text') xid: string;
  @Column('bigint') seq: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
