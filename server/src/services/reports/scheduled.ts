import type { Caller } from '@etapa/shared/access/caller';
import { lastTime, nextTime } from '@etapa/shared/rules/triggers/cron';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { type ReportScheduleRow, ReportScheduleStore } from '../../store/report-schedules.ts';
import { RefusalError } from '../refusal-error.ts';
import { DashboardService } from './dashboards.ts';
import { SavedReportService } from './saved.ts';

/** How often an e-mail is tried to be written: what cannot be drawn five times cannot be drawn. */
export const ATTEMPTS = 5;

type About = Pick<ReportScheduleRow, 'reportId' | 'dashboardId'>;

/** What is to be sent by the clock: what is due is owed first, and written afterwards. */
@Injectable()
export class ScheduledReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ReportScheduleStore,
    private readonly saved: SavedReportService,
    private readonly dashboards: DashboardService,
    private readonly queues: Queues,
  ) {}

  /** What a schedule sends, as this person has it. @throws RefusalError `not_found` */
  async about(caller: Caller, { reportId, dashboardId }: About): Promise<{ name: string; mayChange: boolean }> {
    return reportId === null ? this.dashboards.get(caller, dashboardId ?? '') : this.saved.get(caller, reportId);
  }

  /** Whether a person may change what a schedule sends; false also for what they do not see. */
  async mayChange(caller: Caller, row: About): Promise<boolean> {
    try {
      return (await this.about(caller, row)).mayChange;
    } catch (error) {
      if (error instanceof RefusalError) return false;
      throw error;
    }
  }

  /**
   * Owes an e-mail to everybody of each schedule whose time has come. Of several times that were missed only the last
   * counts; the next one is noted in the same transaction, so that each time is owed once.
   */
  async follow(): Promise<void> {
    const now = this.clock.now();
    if (await this.store.isDue(this.database, now)) {
      await this.database.transaction(async (tx) => {
        for (const row of await this.store.takeDue(tx, now)) {
          const since = new Date((row.nextAt ?? now).getTime() - 1_000);
          const occurrence = lastTime(row.cron, row.timeZone, since, now) ?? row.nextAt ?? now;
          await this.store.owe(tx, row, occurrence);
          await this.store.follow(tx, row.id, nextTime(row.cron, row.timeZone, now));
        }
      });
    }
    if (await this.store.isOwed(this.database, ATTEMPTS)) this.wake();
  }

  /** Lets what is owed be written. */
  wake(): void {
    void this.queues.add('jobs', 'report-letters', {}, 'report-letters');
  }
}
