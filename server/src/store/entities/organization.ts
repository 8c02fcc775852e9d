import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row about the organisation itself. */
@Entity('organization')
export class OrganizationEntity {
  @PrimaryColumn('boolean') id: boolean;
  @Column('text') name: string;
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('text') currency: string;
  /** ISO 3166 alpha-2; null: told by the time zone. */
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { array: true }) languages: string[];
  @Column('jsonb', { name: 'working_calendar' }) workingCalendar: {
    days: number[];
    from: string;
    to: string;
    holidays: string[];
  };
}
