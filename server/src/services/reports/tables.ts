import type { Caller } from '@etapa/shared/access/caller';
import type { ExportedReport } from '@etapa/shared/api/report-exports';
import { labelIn } from '@etapa/shared/fields/option';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordService } from '../records.ts';
import { refused } from '../refusal-error.ts';
import { ReportService } from '../reports.ts';
import { crossTable } from './cross-table.ts';
import { ForecastService } from './forecast.ts';
import { deviationTable, flowTable, forecastTable, funnelTable } from './funnel-tables.ts';
import { FunnelServices } from './funnels.ts';
import { queryTable } from './query-table.ts';
import type { Told } from './query-words.ts';
import type { ReportTable } from './table.ts';

type OfFunnel = Extract<ExportedReport, { funnel: string }>;

/** Reports as tables in their reader's words. */
@Injectable()
export class ReportTables {
  constructor(
    private readonly database: Database,
    private readonly people: RecordStore,
    private readonly records: RecordService,
    private readonly reports: ReportService,
    private readonly funnels: FunnelServices,
    private readonly forecasts: ForecastService,
  ) {}

  /** @throws RefusalError as the report itself does */
  async read(caller: Caller, asked: Exclude<ExportedReport, { report: 'rows' }>): Promise<ReportTable> {
    switch (asked.report) {
      case 'query': {
        const { query, crossed = false } = asked;
        const { told, ...answer } = await this.answer(caller, { ...query, ...(crossed ? { subtotals: true } : {}) });
        const name = await this.typeName(caller, query.entityType);
        return (crossed ? crossTable(name, answer, told) : null) ?? queryTable(name, answer.rows, told);
      }
      case 'forecast': {
        const { entityType, report: _, ...query } = asked;
        const name = await this.typeName(caller, entityType);
        return forecastTable(await this.forecasts.read(caller, entityType, query), name, caller.language);
      }
      default:
        return this.ofFunnel(caller, asked);
    }
  }

  /** The answer to a query with what it takes to tell it in words. @throws RefusalError as the query does */
  async answer(caller: Caller, query: ReportQuery) {
    const { environment } = await this.reports.check(caller, query);
    const { columns, rows, totals, subtotals, names } = await this.reports.query(caller, query);
    const told: Told = { query, columns, names, schema: environment.schema, language: caller.language };
    return { rows, totals, subtotals, told };
  }

  private async typeName(caller: Caller, entityType: string): Promise<string> {
    const { type } = await this.records.access(caller, entityType);
    return labelIn(type.definition.namePlural ?? type.definition.name, caller.language);
  }

  private async ofFunnel(
    caller: Caller,
    { report, entityType, funnel: key, ...query }: OfFunnel,
  ): Promise<ReportTable> {
    const { type } = await this.records.access(caller, entityType);
    const funnel = type.definition.funnels?.find((each) => each.key === key);
    if (!funnel) throw refused('not_found', 'The type has no such funnel.');
    const of = { name: labelIn(funnel.name, caller.language), funnel, language: caller.language };
    if (report === 'funnel') return funnelTable(await this.funnels.report.read(caller, entityType, key, query), of);
    if (report === 'flow') return flowTable(await this.funnels.flow.read(caller, entityType, key, query), of);
    const deviations = await this.funnels.deviations.read(caller, entityType, key, query);
    const owners = [...new Set(deviations.owners.flatMap(({ ownerId }) => ownerId ?? []))];
    const people = owners.length > 0 ? await this.people.users(this.database, owners) : [];
    return deviationTable(deviations, new Map(people.map(({ id, name }) => [id, name])), of);
  }
}
