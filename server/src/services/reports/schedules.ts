import type { Caller } from '@etapa/shared/access/caller';
import type { NewReportSchedule, ReportSchedule, ReportScheduleChanges } from '@etapa/shared/api/report-schedules';
import { cronFault, isTimeZone, nextTime } from '@etapa/shared/rules/triggers/cron';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { type ReportScheduleRow, ReportScheduleStore } from '../../store/report-schedules.ts';
import { AuditService, actorOf } from '../audit.ts';
import { refused } from '../refusal-error.ts';
import { ScheduledReports } from './scheduled.ts';

/** When reports and dashboards are sent by e-mail. */
@Injectable()
export class ReportScheduleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ReportScheduleStore,
    private readonly scheduled: ScheduledReports,
    private readonly audit: AuditService,
  ) {}

  /** The caller's own, and those of reports and dashboards that they may change. */
  async list(caller: Caller, of: { reportId?: string; dashboardId?: string }): Promise<{ items: ReportSchedule[] }> {
    const rows = await this.store.list(this.database, of);
    const shown = await Promise.all(rows.map(async (row) => ((await this.mayChange(caller, row)) ? row : null)));
    return { items: shown.flatMap((row) => (row ? present(row) : [])) };
  }

  /**
   * @throws RefusalError `malformed` for times and people that are none; `not_found` for what is not shown to the caller;
   *   `forbidden` for sending to others what is somebody else's
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
    return this.save(caller, { ...row, ...settingsOf({ cron: row.cron, ...changes }, row) });
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
    return present(row);
  }

  private async save(caller: Caller, row: ReportScheduleRow): Promise<ReportSchedule> {
    const fault = cronFault(row.cron);
    if (fault) throw malformed('/cron', fault);
    if (!isTimeZone(row.timeZone)) throw malformed('/timeZone', 'There is no such time zone.');
    if (row.userIds.length + row.roles.length === 0) throw malformed('/userIds', 'Say who it is sent to.');
    const { mayChange } = await this.scheduled.about(caller, row);
    const isOwn = row.roles.length === 0 && row.userIds.every((userId) => userId === caller.id);
    if (!isOwn && !mayChange) throw refused('forbidden', 'Only who may change a report sends it to others.');
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
    return present(next);
  }

  private async find(caller: Caller, id: string): Promise<ReportScheduleRow> {
    const row = await this.store.find(this.database, id);
    if (!row || !(await this.mayChange(caller, row))) throw refused('not_found', 'There is no such schedule.');
    return row;
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

const present = ({ createdAt: _, updatedAt: __, nextAt, ...row }: ReportScheduleRow): ReportSchedule => ({
  ...row,
  nextAt: row.paused ? null : (nextAt?.toISOString() ?? null),
  mayChange: true,
});

const malformed = (path: string, message: string) =>
  refused('malformed', message, [{ path, code: 'malformed', message }]);
