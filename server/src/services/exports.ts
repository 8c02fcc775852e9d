import { Readable } from 'node:stream';
import type { Caller } from '@etapa/shared/access/caller';
import { namesField, readableDoc } from '@etapa/shared/access/fields';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { labelIn } from '@etapa/shared/fields/option';
import type { RecordState } from '@etapa/shared/process/record';
import { referencesIn } from '@etapa/shared/process/references';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../connectors/workbooks/cell.ts';
import { workbook } from '../connectors/workbooks/write.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import type { CursorValues } from '../store/keyset.ts';
import { RecordStore } from '../store/records.ts';
import { RecordListStore } from '../store/records-list.ts';
import type { TypeAccess } from './access.ts';
import { AuditService, actorOf } from './audit.ts';
import { RecordService } from './records.ts';
import { RecordContexts } from './records-context.ts';
import { type Narrowing, narrowed } from './records-filter.ts';
import { orderOf } from './records-list.ts';
import { refused } from './refusal-error.ts';
import { harmless } from './spreadsheet-text.ts';
import { wallTime } from './wall-time.ts';

/** Records read together. */
const BATCH = 1_000;

interface ExportQuery extends Narrowing {
  sort?: string;
  columns?: string;
  bom?: boolean;
  format?: 'csv' | 'xlsx';
}

type Asked = Pick<Parameters<RecordListStore['page']>[1], 'entityType' | 'where' | 'keys'>;

/** Names of what ids in a batch stand for. */
interface Names {
  records: ReadonlyMap<string, string>;
  users: ReadonlyMap<string, string>;
}

interface ExportColumn {
  header: string;
  read: (record: RecordState, names: Names) => string;
  /** As a workbook holds it, where that is another thing than the text. */
  cell?: (record: RecordState, timeZone: string) => Cell | undefined;
}

/** Records as a spreadsheet. */
@Injectable()
export class ExportService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: RecordListStore,
    private readonly recordStore: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly audit: AuditService,
  ) {}

  /**
   * CSV in UTF-8, or a workbook of Excel, read in batches while it is sent. Headers are labels in the caller's language;
   * options are labels, people and linked records names: what comes out can be imported again. In CSV numbers have a
   * decimal point and no groups, and times are ISO 8601 in UTC; in a workbook numbers are numbers, and times those of
   * the organisation's clock.
   *
   * @throws RefusalError `forbidden` without the right to export, `invalid_condition`, `malformed`
   */
  async read(caller: Caller, entityType: string, query: ExportQuery): Promise<Readable> {
    const access = await this.records.access(caller, entityType);
    access.demand('export');
    const where = narrowed(access, 'export', query, await this.catalogue.now());
    const keys = orderOf(access, query.sort);
    const columns = columnsOf(access, query.columns);
    const { filter, q, sort, behind } = query;
    const told = {
      filter,
      q,
      sort,
      behind,
      format: query.format ?? 'csv',
      columns: columns.map(({ header }) => header),
    };
    await this.audit.note(this.database, actorOf(caller), 'records.exported', { entityType }, told);
    const asked = { entityType, where, keys };
    if (query.format !== 'xlsx') return Readable.from(this.lines(access, columns, asked, query.bom === true));
    const { namePlural, name } = access.type.definition;
    const heads = columns.map(({ header }) => header);
    return workbook(labelIn(namePlural ?? name, caller.language), heads, this.rows(access, columns, asked));
  }

  private async *rows(access: TypeAccess, columns: ExportColumn[], query: Asked): AsyncGenerator<Cell[]> {
    const { timeZone } = await this.contexts.settings();
    for await (const { records, names } of this.pages(access, query)) {
      for (const record of records) {
        yield columns.map((column) => column.cell?.(record, timeZone) ?? column.read(record, names));
      }
    }
  }

  private async *lines(
    access: TypeAccess,
    columns: ExportColumn[],
    query: Asked,
    bom: boolean,
  ): AsyncGenerator<string> {
    yield (bom ? '\ufeff' : '') + stringify([columns.map(({ header }) => harmless(header))]);
    for await (const { records, names } of this.pages(access, query)) {
      const rows = records.map((record) => columns.map((column) => harmless(column.read(record, names))));
      if (rows.length > 0) yield stringify(rows);
    }
  }

  /** Records in batches, without what the caller may not read. */
  private async *pages(access: TypeAccess, query: Asked): AsyncGenerator<{ records: RecordState[]; names: Names }> {
    let after: CursorValues | null = null;
    do {
      const page = await this.store.page(this.database, { ...query, after, limit: BATCH });
      const names = await this.names(access, page.items);
      await access.learn(this.database, this.recordStore, page.items);
      const records = page.items.map((record) => ({ ...record, doc: readableDoc(record.doc, access.fields(record)) }));
      yield { records, names };
      after = page.next;
    } while (after);
  }

  private async names(access: TypeAccess, records: RecordState[]): Promise<Names> {
    const found = records.map(({ doc }) => referencesIn(access.type.definition, doc));
    const users = new Set([...found.flatMap((each) => each.users), ...records.flatMap(({ ownerId }) => ownerId ?? [])]);
    const linked = await this.contexts.linked(this.database, access, [
      ...new Set(found.flatMap((each) => each.records)),
    ]);
    const people = users.size > 0 ? await this.recordStore.users(this.database, [...users]) : [];
    return {
      records: linked.titles,
      users: new Map(people.map(({ id, name }) => [id, name])),
    };
  }
}

const SYSTEM: { [name: string]: (record: RecordState, names: Names) => string } = {
  $id: ({ id }) => id,
  $title: ({ title }) => title,
  $funnel: ({ funnel }) => funnel ?? '',
  $tags: ({ tags = [] }) => tags.join('; '),
  $owner: ({ ownerId }, { users }) => users.get(ownerId ?? '') ?? '',
  $createdAt: ({ createdAt }) => createdAt,
  $createdBy: ({ createdBy }) => createdBy.id,
  $updatedAt: ({ updatedAt }) => updatedAt,
  $stageEnteredAt: ({ stageEnteredAt }) => stageEnteredAt ?? '',
  $lastActivityAt: ({ lastActivityAt }) => lastActivityAt,
  $closedAt: ({ closedAt }) => closedAt ?? '',
};

const NOBODY: Names = { records: new Map(), users: new Map() };

/** Dates and times of every record: text where it is something else. */
function timeCell(text: string, name: string, timeZone: string): Cell | undefined {
  return name.endsWith('At') && text !== '' ? zonedCell(text, timeZone) : undefined;
}

/** A time on a clock: workbooks know no zones. */
function zonedCell(at: string, timeZone: string): Cell {
  const { date, time } = wallTime(at, timeZone);
  return { date, time };
}

/** A value as a workbook holds it; undefined where it is text. */
function valueCell(field: Field, value: JsonValue | undefined, timeZone: string): Cell | undefined {
  if (field.kind === 'dateTime' && typeof value === 'string') return zonedCell(value, timeZone);
  if (field.kind === 'date' && typeof value === 'string') return { date: value };
  if (field.kind === 'percent' && typeof value === 'number') return { percent: Number((value / 100).toPrecision(15)) };
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** The columns asked for, or all there are. @throws RefusalError `malformed` for one that is not there */
function columnsOf(access: TypeAccess, asked: string | undefined): ExportColumn[] {
  const { definition } = access.type;
  const { read } = access.everywhere();
  const funnelled = (definition.funnels?.length ?? 0) > 0;
  const standard = funnelled
    ? ['$number', '$stage', '$owner', '$createdAt', '$closedAt']
    : ['$number', '$owner', '$createdAt'];
  const names = asked?.split(',').map((name) => name.trim()) ?? [
    ...standard,
    ...definition.fields.filter(({ key, retired }) => !retired && namesField(read, key)).map(({ key }) => key),
  ];
  return names.map((name): ExportColumn => {
    const header = name.replace('$', '');
    if (name === '$stage') return { header, read: (record) => stageName(access, record) };
    if (name === '$title' && !namesField(read, definition.titleField)) throw unknownColumn(name);
    const system = Object.hasOwn(SYSTEM, name) ? SYSTEM[name] : undefined;
    if (name === '$number') return { header, read: ({ number }) => String(number), cell: ({ number }) => number };
    if (system)
      return { header, read: system, cell: (record, timeZone) => timeCell(system(record, NOBODY), name, timeZone) };
    const field = definition.fields.find(({ key }) => key === name);
    if (!field || !namesField(read, name)) throw unknownColumn(name);
    const { language } = access.caller;
    return {
      header: labelIn(field.label, language),
      read: ({ doc }, known) => textOf(field, doc[name], language, known),
      cell: ({ doc }, timeZone) => valueCell(field, doc[name], timeZone),
    };
  });
}

function unknownColumn(name: string) {
  const message = `There is no column "${name}".`;
  return refused('malformed', message, [{ path: '/columns', code: 'unknown_field', message }]);
}

function stageName({ type, caller }: TypeAccess, { funnel, stage }: RecordState): string {
  const funnels = type.definition.funnels ?? [];
  const found = funnels.find(({ key }) => key === funnel)?.stages.find(({ key }) => key === stage);
  return found ? labelIn(found.name, caller.language) : (stage ?? '');
}

function textOf(field: Field, value: JsonValue | undefined, language: string, { records, users }: Names): string {
  if (value === undefined || value === null) return '';
  const several = (name: (each: JsonValue) => string): string =>
    Array.isArray(value) ? value.map(name).join('; ') : name(value);
  switch (field.kind) {
    case 'select':
    case 'multiSelect': {
      const one = kindOf({ kind: 'select' });
      return several((each) => one.format(field, each, { locale: language, timeZone: 'UTC' }));
    }
    case 'user':
    case 'users':
      return several((each) => users.get(String(each)) ?? String(each));
    case 'link':
    case 'links':
      return several((each) => records.get(String(each)) ?? '');
    case 'files':
      return several(String);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}
