import Type, { type Static } from 'typebox';
import { Changes, Nullable } from './lists.ts';
import { route, strict } from './route.ts';
import { Language, Name, TimeZone } from './users.ts';

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

export const WorkingCalendar = strict({
  /** ISO weekdays, 1 is Monday. */
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { uniqueItems: true, maxItems: 7 }),
  from: TimeOfDay,
  to: TimeOfDay,
  /** Days without work, `YYYY-MM-DD`. */
  holidays: Type.Array(Type.String({ format: 'date' }), { maxItems: 2000, uniqueItems: true }),
});

export const Organization = strict({
  name: Name,
  timeZone: TimeZone,
  /** ISO 4217. */
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** ISO 3166 alpha-2: of telephone numbers written without one; null: told by the time zone. */
  country: Nullable(Type.String({ pattern: '^[A-Z]{2}$' })),
  languages: Type.Array(Language, { minItems: 1, maxItems: 50, uniqueItems: true }),
  workingCalendar: WorkingCalendar,
});
export type Organization = Static<typeof Organization>;
export const OrganizationChanges = Changes(Organization);
export type OrganizationChanges = Static<typeof OrganizationChanges>;

export const organizationRoutes = {
  get: route({ method: 'GET', path: '/organization', summary: 'The organisation', answer: Organization }),
  update: route({
    method: 'PATCH',
    path: '/organization',
    summary: 'Change the organisation',
    body: OrganizationChanges,
    answer: Organization,
  }),
};
