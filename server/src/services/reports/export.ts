import { Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import type { ExportedReport } from '@etapa/shared/api/report-exports';
import { Injectable } from '@nestjs/common';
import { workbook } from '../../connectors/workbooks/write.ts';
import { Database } from '../../store/database.ts';
import { AuditService, actorOf } from '../audit.ts';
import { RecordService } from '../records.ts';
import { ReportRowsService } from './rows.ts';
import { rowsCells, rowsHead } from './rows-table.ts';
import { SavedReportService } from './saved.ts';
import { csvLines, tableCsv, tableWorkbook } from './table.ts';
import { ReportTables } from './tables.ts';

type Format = 'csv' | 'xlsx';
type ExportedRows = Extract<ExportedReport, { report: 'rows' }>;

/** Reports as spreadsheets, in the reader's words and with what the reader may see. */
@Injectable()
export class ReportExportService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly saved: SavedReportService,
    private readonly tables: ReportTables,
    private readonly rows: ReportRowsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws RefusalError as the report itself does; `forbidden` without the right to export */
  async read(caller: Caller, asked: ExportedReport, format: Format, bom = false): Promise<Readable | string> {
    const entityType = asked.report === 'query' ? asked.query.entityType : asked.entityType;
    (await this.records.access(caller, entityType)).demand('export');
    if (asked.report === 'rows') return this.ofRows(caller, asked, format, bom);
    const table = await this.tables.read(caller, asked);
    await this.audit.note(this.database, actorOf(caller), 'reports.exported', { entityType }, { ...asked, format });
    return format === 'xlsx' ? tableWorkbook(table) : tableCsv(table, bom);
  }

  private async ofRows(caller: Caller, asked: ExportedRows, format: Format, bom: boolean): Promise<Readable> {
    const { entityType, behind } = asked;
    const pages = this.rows.all(caller, entityType, behind);
    // The first page is read before anything is sent: what is refused is refused as such.
    const first = await pages.next();
    await this.audit.note(this.database, actorOf(caller), 'reports.exported', { entityType }, { ...asked, format });
    if (first.done) throw new Error('Even no rows are a page.');
    const cells = async function* () {
      yield* rowsCells(first.value);
      for await (const page of pages) yield* rowsCells(page);
    };
    const head = rowsHead(first.value);
    return format === 'xlsx' ? workbook(entityType, head, cells()) : Readable.from(csvLines(head, cells(), bom));
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
