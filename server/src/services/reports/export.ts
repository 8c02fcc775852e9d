import type { Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import type { ExportedReport } from '@etapa/shared/api/report-exports';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { AuditService, actorOf } from '../audit.ts';
import { RecordService } from '../records.ts';
import { SavedReportService } from './saved.ts';
import { tableCsv, tableWorkbook } from './table.ts';
import { ReportTables } from './tables.ts';

type Format = 'csv' | 'xlsx';

/** Reports as spreadsheets, in the reader's words and with what the reader may see. */
@Injectable()
export class ReportExportService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly saved: SavedReportService,
    private readonly tables: ReportTables,
    private readonly audit: AuditService,
  ) {}

  /** @throws RefusalError as the report itself does; `forbidden` without the right to export */
  async read(caller: Caller, asked: ExportedReport, format: Format, bom = false): Promise<Readable | string> {
    const entityType = asked.report === 'query' ? asked.query.entityType : asked.entityType;
    (await this.records.access(caller, entityType)).demand('export');
    const table = await this.tables.read(caller, asked);
    await this.audit.note(this.database, actorOf(caller), 'reports.exported', { entityType }, { ...asked, format });
    return format === 'xlsx' ? tableWorkbook(table) : tableCsv(table, bom);
  }

  /** A saved report. @throws RefusalError `not_found`; as `read` does */
  async ofSaved(caller: Caller, id: string, format: Format): Promise<Readable | string> {
    const { query, name, entityType, picture } = await this.saved.get(caller, id);
    (await this.records.access(caller, entityType)).demand('export');
    const table = await this.tables.read(caller, { report: 'query', query, crossed: picture === 'pivot' });
    await this.audit.note(this.database, actorOf(caller), 'reports.exported', { report: id }, { format });
    return format === 'xlsx' ? tableWorkbook({ ...table, name }) : tableCsv(table);
  }
}
