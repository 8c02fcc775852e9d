import type { Caller } from '@etapa/shared/access/caller';
import type { Behind } from '@etapa/shared/api/behind';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import type { Dataset, ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import type { Page, PageRequest } from '../../store/keyset.ts';
import { type DatasetRow, ReportRows, type RowsAsked } from '../../store/report-rows.ts';
import type { TypeAccess } from '../access.ts';
import { type CursorKind, listAnswer, pageRequest } from '../cursors.ts';
import { RecordService } from '../records.ts';
import { readableEnvironment, seenOf } from '../records-filter.ts';
import { ReportAnswers } from './answers.ts';
import { ReportNames } from './names.ts';
import type { Reader } from './reader.ts';
import { rowsBehind } from './rows-behind.ts';

interface RowsQuery {
  behind: Behind;
  limit?: number;
  cursor?: string;
  count?: 'exact';
}

/** Rows that an export reads at once: more than any page has, so that neither is taken for the other. */
const EXPORTED = 1_000;

/** Ids of visits and events are numbers, of which a cursor holds the digits. */
const CURSORS: { [Name in Dataset]: CursorKind } = {
  records: 'id',
  stageVisits: 'digits',
  tasks: 'id',
  events: 'digits',
  contacts: 'id',
};

/** The rows behind figures: the visits, tasks, events, contacts that they count, of what the reader may see. */
@Injectable()
export class ReportRowsService {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly rows: ReportRows,
    private readonly names: ReportNames,
  ) {}

  /** One page, keyset-paged. @throws RefusalError `forbidden`, `invalid_condition`, `malformed`, `too_slow` */
  async list(caller: Caller, entityType: string, { behind, count, ...query }: RowsQuery) {
    const { reader, asked } = await this.asked(caller, entityType, behind, 'read');
    const { dataset } = asked.query;
    const request = pageRequest(query, [CURSORS[dataset]]);
    const { total, ...page } = await this.page(reader, asked, behind, request, count === 'exact');
    return {
      dataset,
      columns: columnsOf(dataset),
      ...listAnswer({ ...page, items: page.items.map((row) => presented(row, reader.access)) }),
      names: await this.namesOf(reader, dataset, page.items),
      ...(total === undefined ? {} : { total }),
    };
  }

  /** All of them, some at a time. @throws RefusalError as `list` does, also without the right to export */
  async *all(caller: Caller, entityType: string, behind: Behind) {
    const { reader, asked } = await this.asked(caller, entityType, behind, 'export');
    for (let after: PageRequest['after'] = null; ; ) {
      const page: Page<DatasetRow> = await this.page(reader, asked, behind, { limit: EXPORTED, after });
      const names = await this.namesOf(reader, asked.query.dataset, page.items);
      yield {
        reader,
        dataset: asked.query.dataset,
        names,
        rows: page.items.map((row) => presented(row, reader.access)),
      };
      after = page.next;
      if (!after) return;
    }
  }

  private async asked(caller: Caller, entityType: string, behind: Behind, action: 'read' | 'export') {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    access.demand(action);
    const catalogue = await this.catalogue.now();
    const environment = readableEnvironment(access, catalogue);
    const reader: Reader = { access, environment, seen: seenOf(access, catalogue) };
    return { reader, asked: rowsBehind(behind, reader, action) };
  }

  /** Rows and how many there are in all are of one moment: neither knows of what the other does not. */
  private async page(
    { access, environment }: Reader,
    asked: RowsAsked,
    behind: Behind,
    request: PageRequest,
    isCounted = false,
  ): Promise<Page<DatasetRow> & { total?: number }> {
    const { key, version } = access.type;
    const question = ['rows', key, version, environment.timeZone, behind, request, isCounted];
    const work = async (db: Queryable) => {
      const page = await this.rows.page(db, asked, request);
      return isCounted ? { ...page, total: await this.rows.count(db, asked) } : page;
    };
    return (await this.answers.of(access.caller, question, work, { latest: true })).read;
  }

  private namesOf(reader: Reader, dataset: Dataset, rows: DatasetRow[]): Promise<{ [id: string]: string }> {
    const people = columnsOf(dataset).filter(({ kind }) => kind === 'user');
    const query: ReportQuery = {
      dataset,
      entityType: reader.access.type.key,
      groupBy: people.map(({ key }) => ({ field: key })),
      measures: [],
    };
    return this.names.of(
      reader,
      query,
      rows.map(({ values }) => values),
    );
  }
}

/** What of a row is shown, in its order. Ids say nothing to anybody. */
export const columnsOf = (dataset: Dataset): { key: string; kind: string }[] =>
  Object.entries(DATASET_COLUMNS[dataset]).flatMap(([key, kind]) => (kind === 'id' ? [] : [{ key, kind }]));

function presented({ id, recordId, number, title, values }: DatasetRow, access: TypeAccess) {
  return { id, record: { id: recordId, number, title: access.readsTitles() ? title : null }, values };
}
