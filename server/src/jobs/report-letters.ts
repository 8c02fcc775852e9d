import { Injectable } from '@nestjs/common';
import { ScheduledReports } from '../services/reports/scheduled.ts';
import { ReportLetterWriter } from '../services/reports/write-letters.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Finds reports and dashboards whose time to be sent has come. */
@Injectable()
export class ReportScheduleSweeper implements Sweeper {
  readonly sweeper = 'reports';

  constructor(private readonly scheduled: ScheduledReports) {}

  sweep(): Promise<void> {
    return this.scheduled.follow();
  }
}

/** Writes the e-mails that are owed. */
@Injectable()
export class ReportLetterHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'report-letters';

  constructor(private readonly writer: ReportLetterWriter) {}

  handle(_data: unknown, signal: AbortSignal): Promise<void> {
    return this.writer.write(signal);
  }
}
