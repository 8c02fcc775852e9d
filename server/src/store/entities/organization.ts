import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row about the organisation itself. */
@Entity('organization')
export class OrganizationEntity {
  @PrimaryColumn('boolean') id: boolean;
  @Column('text') name: string;
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('text') currency: string;
  @Column('text', { array: true }) languages: string[];
  @Column('jsonb', { name: 'working_calendar' }) workingCalendar: {
    days: number[];
    from: string;
    to: string;
    holidays: string[];
  };
}
