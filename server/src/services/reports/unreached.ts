import type { Unreached } from '@etapa/shared/api/report-schedules';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { NotificationStore } from '../../store/notifications.ts';
import {
  type Recipient,
  type ReportLetter,
  type ReportScheduleRow,
  ReportScheduleStore,
} from '../../store/report-schedules.ts';
import { SavedReportStore } from '../../store/saved-reports.ts';
import type { Transaction } from '../../store/transaction.ts';
import { CallerService } from '../callers.ts';
import type { Doer } from '../doer.ts';
import { NotificationService } from '../notifications.ts';
import { DashboardService } from './dashboards.ts';
import { SavedReportService } from './saved.ts';

type Sent = Pick<ReportScheduleRow, 'reportId' | 'dashboardId'>;

/** Most people of one schedule that are looked at: beyond them the list would take too long. */
const MOST = 200;

const UNSENT = 'report.unsent';

/** Whom the e-mails of a schedule would not reach, and telling so: otherwise nobody would notice. */
@Injectable()
export class UnreachedReaders {
  constructor(
    private readonly database: Database,
    private readonly schedules: ReportScheduleStore,
    private readonly reports: SavedReportStore,
    private readonly notifications: NotificationStore,
    private readonly notices: NotificationService,
    private readonly callers: CallerService,
    private readonly saved: SavedReportService,
    private readonly dashboards: DashboardService,
  ) {}

  /** Of the people it names, and of everybody with a role it names, those who are sent nothing as things stand. */
  async of(schedule: Sent & Pick<ReportScheduleRow, 'userIds' | 'roles'>): Promise<Unreached[]> {
    const { reports } = await this.content(schedule);
    const found: Unreached[] = [];
    for (const person of await this.schedules.recipients(this.database, schedule, MOST)) {
      const reason = await this.reason(person, reports);
      if (reason) found.push({ userId: person.id, name: person.name, reason });
    }
    return found;
  }

  /**
   * Tells the owner of a schedule, in the transaction that gives an e-mail up, that a reader was sent nothing. Once is
   * enough until it was read.
   */
  async tell(
    tx: Transaction,
    doer: Pick<Doer, 'actor' | 'cause'>,
    schedule: Sent & Pick<ReportScheduleRow, 'id' | 'ownerId'>,
    { userId }: Pick<ReportLetter, 'userId'>,
    reader: string,
  ): Promise<void> {
    const { id: scheduleId, ownerId, reportId, dashboardId } = schedule;
    const about = { scheduleId, userId };
    if (ownerId === null || (await this.notifications.isWaiting(tx, ownerId, UNSENT, about))) return;
    const { name, entityType, path } = await this.content(schedule);
    const data = { ...about, reader, path, ...(reportId === null ? { dashboardId } : { reportId }) };
    await this.notices.send(tx, doer, [ownerId], { kind: UNSENT, text: name, entityType, data });
  }

  private async reason(person: Recipient, reports: string[]): Promise<Unreached['reason'] | null> {
    const reader = await this.callers.byUser(person.id);
    if (!reader) return 'inactive';
    if (reports.length === 0) return 'empty';
    let seesAny = false;
    for (const id of reports) seesAny ||= (await this.saved.forReader(reader, id)) !== null;
    if (!seesAny) return 'access';
    return person.hasEmail ? null : 'email';
  }

  /** What is sent, and where it is in the browser. */
  private async content({ reportId, dashboardId }: Sent) {
    if (reportId !== null) {
      const report = await this.reports.find(this.database, reportId);
      const entityType = report?.entityType ?? null;
      const path = `/p/${encodeURIComponent(entityType ?? '')}/reports/query?report=${reportId}`;
      return { name: report?.name ?? '', entityType, path, reports: report ? [reportId] : [] };
    }
    const { id, name, widgets } = await this.dashboards.forReader(dashboardId ?? '');
    const ids = [...new Set(widgets.map(({ report }) => report))];
    const known = await Promise.all(ids.map((each) => this.reports.find(this.database, each)));
    const reports = known.flatMap((report) => report?.id ?? []);
    return { name, entityType: null, path: `/dashboards?id=${id}`, reports };
  }
}
