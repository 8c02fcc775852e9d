import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { VisitChange } from '@etapa/shared/process/command';
import type { RecordEvent } from '@etapa/shared/process/event';
import type { Actor, Cause, RecordState } from '@etapa/shared/process/record';
import { TotalsChanges } from './board-totals.ts';
import { isDeadlock } from './clashes.ts';
import { Database, type Queryable } from './database.ts';
import { keyChanges } from './duplicate-keys.ts';
import { newId } from './ids.ts';
import { linkChanges } from './records-links.ts';
import { searchText } from './records-search.ts';
import { insertStatement, updateStatement } from './records-write-sql.ts';

/** A decision of the core about one record, ready to be kept. */
export interface RecordChange {
  /** Null when the record is new. */
  before: RecordState | null;
  /** A new record's `number` of 0 is replaced by the next of its type. */
  next: RecordState;
  events: RecordEvent[];
  visit?: VisitChange;
  /** Of `StageHold`: the record is written only while its row is the one that was read. */
  stamp?: string;
  /** By whom and why, where the changes of one write are not all by the same. */
  by?: { actor: Actor; cause: Cause };
}

/** Of which type, and by whom and why, for every change of one write that does not say so itself. */
export interface WriteContext {
  definition: EntityType;
  /** Version of the definition that the decisions were made under. */
  definitionVersion: number;
  /** Sequence that numbers the type's records. */
  numbers: string;
  actor: Actor;
  cause: Cause;
}

/** Someone else wrote meanwhile, the record or its definition: load, decide and write again, in a new transaction. */
export class WriteConflict extends Error {
  constructor() {
    super('A record or its definition changed between the decision and the write.');
  }
}

/** Whether a write failed because of others: someone wrote meanwhile, or two writers wait for each other. */
export function isRace(error: unknown): boolean {
  return error instanceof WriteConflict || isDeadlock(error);
}

/**
 * Keeps decisions about records of one type: records, visits, links, totals and events in one statement per kind
 * (new and changed), all or nothing. Several changes outside a transaction get one of their own.
 *
 * @param db the database, or the transaction that the write is part of
 * @returns the records as kept, with the numbers new ones were given, in the order of `changes`
 * @throws WriteConflict when a record's version or the definition's is no longer the one decided on
 */
export async function writeRecords(
  db: Queryable,
  context: WriteContext,
  changes: RecordChange[],
): Promise<RecordState[]> {
  const made = changes.filter(({ before }) => before === null);
  const changed = changes.filter(({ before, next }) => before !== null && before !== next);
  if (db instanceof Database && made.length + changed.length > 1) {
    return db.transaction((tx) => writeRecords(tx, context, changes));
  }
  const numbers = made.length > 0 ? await insert(db, context, made) : new Map<string, number>();
  if (changed.length > 0) await update(db, context, changed);
  db.tellReaders();
  return changes.map(({ next }) => {
    const number = numbers.get(next.id);
    return number === undefined || number === next.number ? next : { ...next, number };
  });
}

async function insert(db: Queryable, context: WriteContext, changes: RecordChange[]): Promise<Map<string, number>> {
  const { definition, definitionVersion } = context;
  const visits = changes.flatMap(({ next, visit }) =>
    visit?.entered ? [{ record_id: next.id, ...visit.entered }] : [],
  );
  const links = changes.flatMap(({ next }) =>
    linkChanges(definition, null, next.doc).added.map((link, position) => ({ from_id: next.id, ...link, position })),
  );
  const keys = changes.flatMap(({ next }) => keyChanges(definition, null, next));
  const totals = totalsOf(definition, changes);
  const events = changes.flatMap(eventsOfNew);
  const { name, sql } = insertStatement({
    entered: visits.length > 0,
    linked: links.length > 0,
    keyed: keys.length > 0,
    totals: totals.length > 0,
    events: events.length > 0,
  });
  const rows = await db.prepared<{ id: string; number: number }>(name, sql, [
    JSON.stringify(changes.map(({ next }) => rowOf(definition, next))),
    definition.key,
    definitionVersion,
    context.numbers,
    JSON.stringify(visits),
    JSON.stringify(links),
    JSON.stringify(totals),
    JSON.stringify(events),
    JSON.stringify(context.actor),
    JSON.stringify(context.cause),
    JSON.stringify(keys),
  ]);
  if (rows.length < changes.length) throw new WriteConflict();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

async function update(db: Queryable, context: WriteContext, changes: RecordChange[]): Promise<void> {
  const { definition, definitionVersion } = context;
  const links = changes.map(({ before, next }) => ({
    from_id: next.id,
    ...linkChanges(definition, before?.doc ?? null, next.doc),
  }));
  const unlinked = links.flatMap(({ from_id, removed }) => removed.map((link) => ({ from_id, ...link })));
  const linked = links.flatMap(({ from_id, added }) => added.map((link, position) => ({ from_id, ...link, position })));
  const left = changes.flatMap(({ next, visit }) => (visit?.left ? [{ record_id: next.id, at: visit.left.at }] : []));
  const entered = changes.flatMap(({ next, visit, by }) =>
    visit?.entered ? [{ record_id: next.id, ...visit.entered, actor: by?.actor }] : [],
  );
  const keys = changes.flatMap(({ before, next }) => keyChanges(definition, before, next));
  const totals = totalsOf(definition, changes);
  const events = changes.flatMap(eventsOf);
  const { name, sql } = updateStatement({
    left: left.length > 0,
    entered: entered.length > 0,
    unlinked: unlinked.length > 0,
    linked: linked.length > 0,
    keyed: keys.some(({ key }) => key !== null),
    unkeyed: keys.some(({ key }) => key === null),
    totals: totals.length > 0,
    events: events.length > 0,
  });
  const rows = await db.prepared<{ id: string }>(name, sql, [
    JSON.stringify(
      changes.map(({ before, next, stamp }) => ({ ...rowOf(definition, next), expected: before?.version ?? 0, stamp })),
    ),
    definition.key,
    definitionVersion,
    JSON.stringify(left),
    JSON.stringify(entered),
    JSON.stringify(unlinked),
    JSON.stringify(linked),
    JSON.stringify(totals),
    JSON.stringify(events),
    JSON.stringify(context.actor),
    JSON.stringify(context.cause),
    changes.length,
    JSON.stringify(keys),
  ]);
  if (rows.length < changes.length) throw new WriteConflict();
}

/** A record by the names of its columns, as `jsonb_to_recordset` reads it. */
function rowOf(definition: EntityType, record: RecordState) {
  return {
    id: record.id,
    number: record.number,
    funnel: record.funnel,
    stage: record.stage,
    stage_entered_at: record.stageEnteredAt,
    last_activity_at: record.lastActivityAt,
    closed_at: record.closedAt,
    owner_id: record.ownerId,
    team_id: record.teamId,
    title: record.title,
    tags: record.tags ?? [],
    doc: record.doc,
    set_aside: record.setAside ?? null,
    rank: record.rank,
    version: record.version,
    search: searchText(definition, record),
    created_at: record.createdAt,
    created_by: record.createdBy,
    updated_at: record.updatedAt,
    deleted_at: record.deletedAt,
  };
}

function eventsOf({ next, events, by }: RecordChange) {
  return events.map(({ kind, ...data }) => ({
    ...by,
    id: newId(),
    at: next.updatedAt,
    record_id: next.id,
    record_version: next.version,
    kind,
    data,
  }));
}

/** What a new record was made with is its document: it is sent once. */
function eventsOfNew(change: RecordChange) {
  return eventsOf(change).map((event) => {
    const { after, ...data } = event.data as { after?: unknown };
    return event.kind === 'record.created' && after === change.next.doc ? { ...event, data, made: true } : event;
  });
}

function totalsOf(definition: EntityType, changes: RecordChange[]) {
  const totals = new TotalsChanges(definition);
  for (const { before, next } of changes) totals.add(before, next);
  return totals.list();
}
