import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Someone in the builder of a process. */
@Entity('design_presence')
export class DesignPresenceEntity {
  @PrimaryColumn('text', { name: 'entity_type' }) entityType: string;
  @PrimaryColumn('uuid', { name: 'user_id' }) userId: string;
  @Column('text') part: string;
  @Column('timestamptz', { name: 'seen_at' }) seenAt: Date;
}
