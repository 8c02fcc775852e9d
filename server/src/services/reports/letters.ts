import { Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import type { SavedReport } from '@etapa/shared/api/saved-reports';
import { askable, askedOn, type DashboardQuestion, narrowedQuery } from '@etapa/shared/reports/dashboard-question';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../config/clock.ts';
import { Config } from '../../config/config.ts';
import type { ReportScheduleRow } from '../../store/report-schedules.ts';
import { FileService } from '../files.ts';
import { RefusalError } from '../refusal-error.ts';
import { ReportService } from '../reports.ts';
import { DashboardService } from './dashboards.ts';
import { composed, type LetterPart } from './letter-page.ts';
import { ReportPictures } from './pictures.ts';
import { SavedReportService } from './saved.ts';
import { type ReportTable, tableCsv, tableWorkbook } from './table.ts';

const MEDIA_TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface Letter {
  subject: string;
  body: string;
  html: string;
  /** Ids of files. */
  attachments: string[];
}

/** Reports and dashboards as e-mails to one person: in their language, of what they may see. */
@Injectable()
export class ReportLetterPages {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly saved: SavedReportService,
    private readonly dashboards: DashboardService,
    private readonly reports: ReportService,
    private readonly pictures: ReportPictures,
    private readonly files: FileService,
  ) {}

  /** @returns null where the person may see nothing of it */
  async write(reader: Caller, schedule: ReportScheduleRow): Promise<Letter | null> {
    const content = await this.known(() => this.content(reader, schedule));
    if (!content) return null;
    const { name, path, reports, question } = content;
    const parts: LetterPart[] = [];
    const tables: { name: string; table: ReportTable; mayExport: boolean }[] = [];
    for (const report of reports) {
      const asked = report && (await this.known(() => this.narrowed(reader, report, question)));
      const drawn = asked && (await this.known(() => this.pictures.of(reader, asked.report)));
      const isWhole = asked?.isWhole ?? false;
      parts.push(drawn ? { title: report?.name ?? '', isWhole, ...drawn } : { title: '', png: null, table: null });
      if (report && drawn) tables.push({ name: report.name, ...drawn });
    }
    if (tables.length === 0) return null;
    const about = { name, address: `${this.config.baseUrl}${path}`, reader, now: this.clock.now(), question };
    const page = composed(parts, about);
    return { subject: name, ...page, attachments: await this.attached(reader, schedule.attachment, tables) };
  }

  /** What a schedule sends; null in place of a report that the reader may not see. */
  private async content(reader: Caller, { reportId, dashboardId }: ReportScheduleRow) {
    if (reportId !== null) {
      const report = await this.saved.forReader(reader, reportId);
      const path = report ? `/p/${report.entityType}/reports/query?report=${report.id}` : '';
      return { name: report?.name ?? '', path, reports: [report], question: {} };
    }
    const { id, name, widgets, question } = await this.dashboards.forReader(dashboardId ?? '');
    const inOrder = [...widgets].sort((one, other) => one.y - other.y || one.x - other.x);
    const reports: (SavedReport | null)[] = [];
    for (const { report } of inOrder) reports.push(await this.saved.forReader(reader, report));
    const now = Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime());
    const today = now.toZonedDateTimeISO(reader.organizationTimeZone).toPlainDate().toString();
    return { name, path: `/dashboards?id=${id}`, reports, question: askedOn(question, today) };
  }

  /** A report as its dashboard narrows it; `isWhole` where it cannot follow the dashboard's condition. */
  private async narrowed(reader: Caller, report: SavedReport, question: DashboardQuestion) {
    if (Object.keys(question).length === 0) return { report, isWhole: false };
    const { environment } = await this.reports.check(reader, report.query);
    const asked = askable(report.query, question, environment.schema);
    return {
      report: { ...report, query: narrowedQuery(report.query, asked.question) },
      isWhole: asked.not === 'cannot',
    };
  }

  private async known<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof RefusalError) return null;
      throw error;
    }
  }

  private async attached(
    reader: Caller,
    format: ReportScheduleRow['attachment'],
    tables: { name: string; table: ReportTable; mayExport: boolean }[],
  ): Promise<string[]> {
    if (format === null) return [];
    const ids: string[] = [];
    for (const { name, table, mayExport } of tables) {
      if (!mayExport) continue;
      const content = format === 'csv' ? Readable.from([Buffer.from(tableCsv(table, true))]) : tableWorkbook(table);
      const { id } = await this.files.upload(reader, `${name}.${format}`, MEDIA_TYPES[format], content);
      ids.push(id);
    }
    return ids;
  }
}
