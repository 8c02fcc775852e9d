import type { Caller } from '@etapa/shared/access/caller';
import { type FieldAccess, namesField } from '@etapa/shared/access/fields';
import type { TIMELINE_KINDS, TimelineEntry } from '@etapa/shared/api/timeline';
import type { Changes } from '@etapa/shared/process/event';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { MergeStore } from '../store/merges.ts';
import { RecordStore } from '../store/records.ts';
import { TIMELINE_EVENTS, type TimelineRow, TimelineStore } from '../store/timeline.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { RecordService } from './records.ts';
import { isId } from './records-context.ts';

interface TimelineQuery {
  limit?: number;
  cursor?: string;
  kind?: (typeof TIMELINE_KINDS)[number];
}

/** What happened to a record, each with who and why. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly recordStore: RecordStore,
    private readonly merges: MergeStore,
    private readonly store: TimelineStore,
  ) {}

  /** Newest first, without values of fields the caller may not read. @throws RefusalError `not_found` */
  async list(caller: Caller, entityType: string, name: string, query: TimelineQuery) {
    const { record, access } = await this.records.find(caller, entityType, name);
    const kinds = query.kind ? [query.kind] : (Object.keys(TIMELINE_EVENTS) as (keyof typeof TIMELINE_EVENTS)[]);
    const ids = await this.merges.whole(this.database, record.id);
    const page = await this.store.page(this.database, ids, kinds, pageRequest(query, ['time', 'text']));
    const names = await this.names(entityType, page.items);
    await access.learn(this.database, this.recordStore, [record]);
    const { read } = access.fields(record);
    const items = page.items.map((row) => present(row, names, read));
    return listAnswer({ ...page, items });
  }

  /**
   * Things that happened to records of one type, as their reader may be told, by key; what is of no field that they
   * may read of every record they see is left out.
   */
  async tell(caller: Caller, entityType: string, rows: TimelineRow[]): Promise<ReadonlyMap<string, TimelineEntry>> {
    const { read } = (await this.records.access(caller, entityType)).everywhere();
    const names = await this.names(entityType, rows);
    const entries = rows.map((row) => [row.key, present(row, names, read)] as const);
    return new Map(entries.filter(([, { data }]) => !Array.isArray(data.changes) || data.changes.length > 0));
  }

  private async names(entityType: string, rows: TimelineRow[]): Promise<Names> {
    const users = rows.flatMap(({ actor, data }) => [userOf(actor), data.before, data.after, data.assigneeId]);
    const rules = rows.flatMap(({ actor, cause }) => [actor.kind === 'rule' ? actor.id : '', cause.rule ?? '']);
    const ids = [...new Set(users.filter((id): id is string => typeof id === 'string' && isId(id)))];
    const keys = [...new Set(rules.filter((key) => key !== ''))];
    const people = ids.length > 0 ? await this.recordStore.users(this.database, ids) : [];
    return {
      users: new Map(people.map(({ id, name }) => [id, name])),
      rules: keys.length > 0 ? await this.store.ruleNames(this.database, entityType, keys) : new Map(),
    };
  }
}

interface Names {
  users: ReadonlyMap<string, string>;
  rules: ReadonlyMap<string, string>;
}

function present(row: TimelineRow, names: Names, read: FieldAccess['read']): TimelineEntry {
  const { actor, cause } = row;
  const ruleName = cause.rule === undefined ? undefined : names.rules.get(cause.rule);
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    actor: { ...actor, name: nameOf(actor, names) },
    cause: { ...cause, ...(ruleName === undefined ? {} : { ruleName }) },
    data: dataOf(row, names, read),
  };
}

/** The person of a user or an import; null for rules and the system. */
const userOf = (actor: Actor): string | null =>
  actor.kind === 'user' ? actor.id : actor.kind === 'import' ? actor.userId : null;

function nameOf(actor: Actor, { users, rules }: Names): string | null {
  if (actor.kind === 'rule') return rules.get(actor.id) ?? null;
  if (actor.kind === 'import' && actor.was !== undefined) return actor.was;
  return users.get(userOf(actor) ?? '') ?? null;
}

function dataOf({ kind, data }: TimelineRow, { users }: Names, read: FieldAccess['read']): TimelineEntry['data'] {
  if (kind === 'record.created' || kind === 'record.updated' || kind === 'record.converted') {
    const { before = {}, after = {}, ...rest } = data as { before?: Changes; after?: Changes };
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => namesField(read, key));
    const changes = fields.map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
    return { ...rest, changes };
  }
  if (kind === 'record.assigned') {
    const named = (id: unknown) => (typeof id === 'string' ? (users.get(id) ?? null) : null);
    return { ...data, beforeName: named(data.before), afterName: named(data.after) };
  }
  // What an e-mail says, and what is asked, may come from any field.
  if (kind === 'email.written' && read !== 'all') return { emailId: data.emailId, state: data.state };
  if (kind === 'approval.requested' && read !== 'all') return { ...data, text: null };
  // So may the name of a host.
  if (kind === 'request.answered' && read !== 'all') return { ...data, host: null };
  // Why a run failed may be said with values of any field.
  if (kind === 'rule.run' && read !== 'all') return { ...data, error: null };
  return data;
}
