import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A record that time may have passed by: rules that time sets off look at it once. */
@Entity('rule_rechecks')
export class RuleRecheckEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId: string;
  @Column('text', { name: 'entity_type' }) entityType: string;
}
