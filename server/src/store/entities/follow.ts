import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('follows')
export class FollowEntity {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId: string;
  /** False: no longer, also where owning the record or being mentioned would make one follow it. */
  @Column('boolean') following: boolean;
  @Column('timestamptz') since: Date;
}
