import type { Caller } from '@etapa/shared/access/caller';
import type {
  NewReportSchedule,
  ReportSchedule,
  ReportScheduleChanges,
  Unreached,
} from '@etapa/shared/api/report-schedules';
import { cronFault, isTimeZone, nextTime } from '@etapa/shared/rules/triggers/cron';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { type ReportScheduleRow, ReportScheduleStore } from '../../store/report-schedules.ts';
import { AuditService, actorOf } from '../audit.ts';
import { refused } from '../refusal-error.ts';
import { ScheduledReports } from './scheduled.ts';
import { UnreachedReaders } from './unreached.ts';

/** When reports and dashboards are sent by e-mail. */
@Injectable()
export class ReportScheduleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ReportScheduleStore,
    private readonly scheduled: ScheduledReports,
    private readonly unreached: UnreachedReaders,
    private readonly audit: AuditService,
  ) {}

  /** The caller's own, and those of reports and dashboards that they may change. */
  async list(caller: Caller, of: { reportId?: string; dashboardId?: string }): Promise<{ items: ReportSchedule[] }> {
    const rows = await this.store.list(this.database, of);
    const items: ReportSchedule[] = [];
    for (const row of rows) if (await this.mayChange(caller, row)) items.push(await this.present(row));
    return { items };
  }

  /**
   * @throws RefusalError `malformed` for times and people that are none; `not_found` for what is not shown to the caller;
   *   `forbidden` for sending to others what is somebody else's; `conflict` for people who may see nothing of it
   */
  async create(caller: Caller, { reportId, dashboardId, ...given }: NewReportSchedule): Promise<ReportSchedule> {
    if ((reportId === undefined) === (dashboardId === undefined))
      throw malformed('/reportId', 'Name a report or a dashboard.');
    const now = this.clock.now();
    const row: ReportScheduleRow = {
      id: newId(),
      reportId: reportId ?? null,
      dashboardId: dashboardId ?? null,
      ...settingsOf(given, {
        timeZone: caller.organizationTimeZone,
        userIds: [],
        roles: [],
        attachment: null,
        paused: false,
      }),
      ownerId: caller.id,
      nextAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return this.save(caller, row);
  }

  /** @throws RefusalError `not_found`; as `create` does */
  async update(caller: Caller, id: string, changes: ReportScheduleChanges): Promise<ReportSchedule> {
    const row = await this.find(caller, id);
    return this.save(caller, { ...row, ...settingsOf({ cron: row.cron, ...changes }, row) }, row.userIds);
  }

  /** @throws RefusalError `not_found` */
  async remove(caller: Caller, id: string): Promise<void> {
    const { reportId, dashboardId } = await this.find(caller, id);
    await this.database.transaction(async (tx) => {
      await this.store.remove(tx, id);
      await this.audit.note(tx, actorOf(caller), 'report_schedule.removed', { schedule: id, reportId, dashboardId });
    });
  }

  /** Sends it now, to everybody it is for. @throws RefusalError `not_found` */
  async send(caller: Caller, id: string): Promise<ReportSchedule> {
    const row = await this.find(caller, id);
    await this.store.owe(this.database, row, this.clock.now());
    this.scheduled.wake();
    return this.present(row);
  }

  /** @param named people whom it was for before: those stay, whatever they may see */
  private async save(caller: Caller, row: ReportScheduleRow, named: string[] = []): Promise<ReportSchedule> {
    const fault = cronFault(row.cron);
    if (fault) throw malformed('/cron', fault);
    if (!isTimeZone(row.timeZone)) throw malformed('/timeZone', 'There is no such time zone.');
    if (row.userIds.length + row.roles.length === 0) throw malformed('/userIds', 'Say who it is sent to.');
    const { mayChange } = await this.scheduled.about(caller, row);
    const isOwn = row.roles.length === 0 && row.userIds.every((userId) => userId === caller.id);
    if (!isOwn && !mayChange) throw refused('forbidden', 'Only who may change a report sends it to others.');
    const unreached = await this.unreached.of(row);
    refuseNewcomers(row.userIds, named, unreached);
    const now = this.clock.now();
    const next = { ...row, nextAt: nextTime(row.cron, row.timeZone, now), updatedAt: now };
    await this.database.transaction(async (tx) => {
      await this.store.save(tx, next);
      const { id, reportId, dashboardId, cron, timeZone, userIds, roles, attachment, paused } = next;
      const data = { cron, timeZone, userIds, roles, attachment, paused };
      await this.audit.note(
        tx,
        actorOf(caller),
        'report_schedule.saved',
        { schedule: id, reportId, dashboardId },
        data,
      );
    });
    return present(next, unreached);
  }

  private async find(caller: Caller, id: string): Promise<ReportScheduleRow> {
    const row = await this.store.find(this.database, id);
    if (!row || !(await this.mayChange(caller, row))) throw refused('not_found', 'There is no such schedule.');
    return row;
  }

  private async present(row: ReportScheduleRow): Promise<ReportSchedule> {
    return present(row, await this.unreached.of(row));
  }

  private async mayChange(caller: Caller, row: ReportScheduleRow): Promise<boolean> {
    return row.ownerId === caller.id || this.scheduled.mayChange(caller, row);
  }
}

type Settings = Pick<ReportScheduleRow, 'timeZone' | 'userIds' | 'roles' | 'attachment' | 'paused'>;

function settingsOf(
  { cron, ...given }: ReportScheduleChanges & { cron: string },
  known: Settings,
): Settings & { cron: string } {
  const { timeZone, userIds, roles, attachment, paused } = { ...known, ...given };
  return { cron: cron.trim(), timeZone, userIds, roles, attachment, paused };
}

/** Whoever is named anew must be reached, or nobody would notice that nothing comes. @throws RefusalError `conflict` */
function refuseNewcomers(userIds: string[], named: string[], unreached: Unreached[]): void {
  const faults = userIds.flatMap((userId, index) => {
    const found = named.includes(userId) ? undefined : unreached.find((one) => one.userId === userId);
    if (!found || found.reason === 'empty') return [];
    return [{ path: `/userIds/${index}`, code: `unreached_${found.reason}`, message: WHY[found.reason](found.name) }];
  });
  if (faults.length > 0) throw refused('conflict', 'The e-mail would not reach everybody it is for.', faults);
}

const WHY: { [Reason in Exclude<Unreached['reason'], 'empty'>]: (name: string) => string } = {
  access: (name) => `${name} may see nothing of this: give them access to its records, or leave them out.`,
  email: (name) => `${name} has no e-mail address: an administrator can add one.`,
  inactive: (name) => `${name} is no longer active: leave them out.`,
};

const present = (
  { createdAt: _, updatedAt: __, nextAt, ...row }: ReportScheduleRow,
  unreached: Unreached[],
): ReportSchedule => ({
  ...row,
  nextAt: row.paused ? null : (nextAt?.toISOString() ?? null),
  mayChange: true,
  unreached,
});

const malformed = (path: string, message: string) =>
  refused('malformed', message, [{ path, code: 'malformed', message }]);
