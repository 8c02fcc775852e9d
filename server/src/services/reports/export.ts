import type { Caller } from '@etapa/shared/access/caller';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { labelIn } from '@etapa/shared/fields/option';
import { groupKey } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Database } from '../../store/database.ts';
import { AuditService, actorOf } from '../audit.ts';
import { RecordService } from '../records.ts';
import { harmless } from '../spreadsheet-text.ts';
import { SavedReportService } from './saved.ts';

/** Saved reports as spreadsheets. */
@Injectable()
export class ReportExportService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly saved: SavedReportService,
    private readonly audit: AuditService,
  ) {}

  /**
   * CSV in UTF-8: a row per group, as the reader's own records are counted. Stages and options go by their names.
   *
   * @throws RefusalError `not_found`; `forbidden` without the right to export
   */
  async csv(caller: Caller, id: string): Promise<string> {
    const { query, columns, rows } = await this.saved.result(caller, id);
    const access = await this.records.access(caller, query.entityType);
    access.demand('export');
    await this.audit.note(this.database, actorOf(caller), 'reports.exported', { report: id });
    const { language } = caller;
    const groups = new Map((query.groupBy ?? []).map((grouping) => [groupKey(grouping), grouping.field]));
    const named = (key: string, value: unknown): string => {
      if (value === null || value === undefined) return '';
      if (typeof value === 'object')
        return Object.entries(value)
          .map(([currency, sum]) => `${sum} ${currency}`)
          .join('; ');
      const field = groups.get(key);
      return (field && nameOf(access.type.definition, field, String(value), language)) ?? String(value);
    };
    const header = columns.map(({ key, label }) =>
      harmless(label ? `${labelIn(label, language)}${suffixOf(key)}` : key),
    );
    const lines = rows.map((row) => columns.map(({ key }) => harmless(named(key, row[key]))));
    return stringify([header, ...lines]);
  }
}

/** What a column of a field does with it: `sum` of `sum_amount`, `month` of `$createdAt:month`. */
function suffixOf(key: string): string {
  const [, what] = /^(countDistinct|count|sum|avg|min|max|median|p90)_/.exec(key) ?? /:(\w+)$/.exec(key) ?? [];
  return what ? ` (${what})` : '';
}

function nameOf(
  { fields, funnels = [] }: EntityType,
  field: string,
  key: string,
  language: string,
): string | undefined {
  if (field === '$stage' || field === 'visit.stage') {
    const stage = funnels.flatMap(({ stages }) => stages).find((each) => each.key === key);
    return stage && labelIn(stage.name, language);
  }
  const option = fields.find((each) => each.key === field)?.options?.find((each) => each.key === key);
  return option && labelIn(option.label, language);
}
