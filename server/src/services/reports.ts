import type { Caller } from '@etapa/shared/access/caller';
import { checkQuery } from '@etapa/shared/reports/check';
import { type Column, columnsOf, DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import { datasetSchema } from '@etapa/shared/reports/dataset-fields';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { filterWhere } from '../store/access.ts';
import type { Queryable } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { ownedWhere } from '../store/forecasts.ts';
import { ReportQueries } from '../store/report-queries.ts';
import { all } from '../store/where.ts';
import { RecordService } from './records.ts';
import { readableEnvironment, seenOf } from './records-filter.ts';
import { refused } from './refusal-error.ts';
import { ReportAnswers } from './reports/answers.ts';
import { ReportNames } from './reports/names.ts';

/** Reports that people build: every figure counts only what the reader may see. */
@Injectable()
export class ReportService {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly queries: ReportQueries,
    private readonly names: ReportNames,
  ) {}

  /**
   * Groups and measures.
   *
   * @param anyTime whether an answer of earlier will do, which is then read anew behind
   * @returns columns, rows by the columns' keys, and the measures over everything as `totals`
   * @throws RefusalError `not_found`, `forbidden`, `invalid_condition` with every fault of the query, `too_slow`
   */
  async query(caller: Caller, query: ReportQuery, anyTime = false) {
    const { access, catalogue, environment } = await this.check(caller, query);
    const seen = seenOf(access, catalogue);
    const { filter } = query;
    const rows = { ...environment, schema: datasetSchema(query.dataset, environment.schema) };
    const asked = filter && (filter.not || filter.rules.length > 0) ? filterWhere(filter, rows, seen) : null;
    const where = all(access.where('read'), asked, ownedWhere(undefined, query.team));
    const columns: Column[] = columnsOf(query, environment.schema);
    const question = ['query', access.type.version, environment.timeZone, query];
    const scope = { environment, where, seen };
    const work = async (db: Queryable) => {
      const answer = await this.queries.read(db, query, columns, scope);
      const subtotals: (typeof answer.rows)[] = [];
      if (!query.subtotals) return { ...answer, subtotals: undefined };
      for (const one of aloneOf(query)) subtotals.push((await this.queries.read(db, one, columns, scope)).rows);
      return { ...answer, subtotals };
    };
    const sameForAll = where === null && !isLinked(query);
    const { read, ...told } = await this.answers.of(caller, question, work, { anyTime, sameForAll });
    return { columns, ...read, names: await this.names.of({ access, environment }, query, read.rows), ...told };
  }

  /** Whether a query can be answered to this reader. @throws RefusalError as `query` does */
  async check(caller: Caller, query: ReportQuery) {
    const access = await this.records.access(caller, query.entityType);
    access.demand('read');
    const catalogue = await this.catalogue.now();
    const environment = readableEnvironment(access, catalogue);
    const faults = checkQuery(query, environment.schema);
    if (faults.length > 0) {
      const code = faults.every(({ path }) => path.startsWith('/filter')) ? 'invalid_condition' : 'malformed';
      throw refused(code, `The query has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`, faults);
    }
    return { access, catalogue, environment };
  }
}

/** The query by each of its groupings alone. */
const aloneOf = ({ groupBy = [], top, sort: _, ...query }: ReportQuery): ReportQuery[] =>
  groupBy.map((grouping, at) => ({ ...query, groupBy: [grouping], ...(at === 0 && top ? { top } : {}) }));

/** Whether a query goes over to other records, of which readers see more or less. */
function isLinked({ dataset, groupBy = [], measures }: ReportQuery): boolean {
  const fields = [...groupBy, ...measures].flatMap(({ field }) => field ?? []);
  return fields.some((field) => field.includes('.') && !Object.hasOwn(DATASET_COLUMNS[dataset], field));
}
