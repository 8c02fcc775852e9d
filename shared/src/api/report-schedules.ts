import Type, { type Static } from 'typebox';
import { Changes, Id, Nullable, OneOf, Timestamp, Whole } from './lists.ts';
import { SHEETS } from './report-exports.ts';
import { route, strict } from './route.ts';

const Cron = Type.String({ minLength: 1, maxLength: 100 });
const Zone = Type.String({ minLength: 1, maxLength: 100 });
const People = Type.Array(Id, { maxItems: 200, uniqueItems: true });
const Roles = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100, uniqueItems: true });

/** Why somebody is sent nothing: they may see nothing of it, there is nothing on it, they have no address, they left. */
const UNREACHED = ['access', 'empty', 'email', 'inactive'] as const;

export const Unreached = strict({ userId: Id, name: Type.String(), reason: OneOf(UNREACHED) });
export type Unreached = Static<typeof Unreached>;

export const ReportSchedule = strict({
  id: Id,
  /** What is sent: a saved report or a dashboard. */
  reportId: Nullable(Id),
  dashboardId: Nullable(Id),
  /** Five parts: minute, hour, day of the month, month, day of the week. */
  cron: Type.String(),
  timeZone: Type.String(),
  /** To whom: people, and everybody who has one of the roles. Each is told what they themselves may see. */
  userIds: Type.Array(Id),
  roles: Type.Array(Type.String()),
  /** The figures as a file, too, for who may export. */
  attachment: Nullable(OneOf(SHEETS)),
  paused: Type.Boolean(),
  ownerId: Nullable(Id),
  nextAt: Nullable(Timestamp),
  mayChange: Type.Boolean(),
  /** Of those it is for, who is sent nothing as things stand: at most 200 are looked at. */
  unreached: Type.Array(Unreached),
});
export type ReportSchedule = Static<typeof ReportSchedule>;

const settings = {
  cron: Cron,
  /** Default: the organisation's. */
  timeZone: Type.Optional(Zone),
  userIds: Type.Optional(People),
  roles: Type.Optional(Roles),
  attachment: Type.Optional(Nullable(OneOf(SHEETS))),
  paused: Type.Optional(Type.Boolean()),
};

const NewReportSchedule = strict({ reportId: Type.Optional(Id), dashboardId: Type.Optional(Id), ...settings });
export type NewReportSchedule = Static<typeof NewReportSchedule>;
const ReportScheduleChanges = Changes(strict(settings));
export type ReportScheduleChanges = Static<typeof ReportScheduleChanges>;

const params = { id: Id };

export const reportScheduleRoutes = {
  list: route({
    method: 'GET',
    path: '/report-schedules',
    summary: 'When reports and dashboards are sent by e-mail: those that one made, or that are of what one may change',
    query: { reportId: Type.Optional(Id), dashboardId: Type.Optional(Id) },
    answer: Whole(ReportSchedule),
  }),
  create: route({
    method: 'POST',
    path: '/report-schedules',
    summary: 'Send a report or a dashboard by e-mail, with its picture, at times of the clock',
    body: NewReportSchedule,
    answer: ReportSchedule,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/report-schedules/:id',
    summary: 'Change, pause or go on',
    params,
    body: ReportScheduleChanges,
    answer: ReportSchedule,
  }),
  remove: route({ method: 'DELETE', path: '/report-schedules/:id', summary: 'Send it no more', params }),
  send: route({
    method: 'POST',
    path: '/report-schedules/:id/send',
    summary: 'Send it to everybody it is for now, besides its times',
    params,
    answer: ReportSchedule,
  }),
};
