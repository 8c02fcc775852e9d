import { isId } from '@etapa/shared/fields/reference';
import { sourceOf } from '@etapa/shared/reports/columns';
import { groupKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordContexts } from '../records-context.ts';
import type { Reader } from './reader.ts';

/** Most records named in one answer: beyond it a picture is too crowded to be read anyway. */
const MOST = 2_000;

/** What people and linked records that an answer is grouped by are called, to a reader who may see them. */
@Injectable()
export class ReportNames {
  constructor(
    private readonly database: Database,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  /** @returns names by id */
  async of(
    { access, environment }: Pick<Reader, 'access' | 'environment'>,
    query: ReportQuery,
    rows: readonly { [column: string]: unknown }[],
  ): Promise<{ [id: string]: string }> {
    const people = new Set<string>();
    const linked = new Set<string>();
    for (const grouping of query.groupBy ?? []) {
      const source = sourceOf(grouping.field, query.dataset, environment.schema);
      const links = source?.field?.kind === 'link' || source?.field?.kind === 'links';
      const found = links ? linked : source?.kind === 'user' ? people : undefined;
      for (const row of found ? rows.slice(0, MOST) : []) {
        const id = row[groupKey(grouping)];
        if (typeof id === 'string' && isId(id)) found?.add(id);
      }
    }
    const [users, { titles }] = await Promise.all([
      people.size > 0 ? this.records.users(this.database, [...people]) : [],
      this.contexts.linked(this.database, access, [...linked]),
    ]);
    return Object.fromEntries([...users.map(({ id, name }) => [id, name] as const), ...titles]);
  }
}
