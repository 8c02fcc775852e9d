import type { BulkAction } from '@etapa/shared/api/bulk';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { contextOf } from '@etapa/shared/formulas/context';
import { evaluate } from '@etapa/shared/formulas/evaluate';
import { isFormula } from '@etapa/shared/formulas/formula';
import { toKind } from '@etapa/shared/formulas/to-kind';
import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { referencesIn } from '@etapa/shared/process/references';
import { Injectable } from '@nestjs/common';
import { type BulkItem, BulkStore, type HeldRecord } from '../../store/bulk.ts';
import { RecordStore } from '../../store/records.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { TypeAccess } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { fieldsFor, type NamedAction, named, readableFields, valuesOf } from './action.ts';
import type { BulkKind, BulkRun, Intention } from './run.ts';

type Values = { ok: true; doc: Doc } | { ok: false; problem: string };

/** Does what the caller asked for to each record. */
@Injectable()
export class BulkChange {
  constructor(
    private readonly store: BulkStore,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  of(entityType: string, action: BulkAction): BulkKind {
    return { intend: (tx, run, items) => this.intend(tx, run, items, { entityType, action: named(action) }) };
  }

  private async intend(
    tx: Transaction,
    run: BulkRun,
    items: BulkItem[],
    { entityType, action }: { entityType: string; action: NamedAction },
  ): Promise<Intention[]> {
    const access = run.accessTo(entityType);
    if (!access) return items.map((item) => ({ item, problem: 'The entity type is no longer there.' }));
    const ids = items.map(({ recordId }) => recordId);
    const held = new Map((await this.store.records(tx, entityType, ids)).map((each) => [each.record.id, each]));
    const values = await this.values(tx, access, [...held.values()], action);
    if (action.name === 'create') return this.creations(tx, run, items, { access, action, held, values });
    return items.map((item): Intention => {
      const found = held.get(item.recordId);
      if (!found) return { item, problem: 'There is no such record.' };
      const given = values(found.record);
      if (!given.ok) return { item, problem: given.problem };
      const command = commandOf(action, found.record, given.doc, access.type.definition);
      return { item, type: access.type, access, held: found, commands: [command] };
    });
  }

  private async creations(
    tx: Transaction,
    run: BulkRun,
    items: BulkItem[],
    given: {
      access: TypeAccess;
      action: Extract<NamedAction, { name: 'create' }>;
      held: ReadonlyMap<string, HeldRecord>;
      values: (record: RecordState) => Values;
    },
  ): Promise<Intention[]> {
    const { entityType, funnel, stage, ownerId, linkField, once } = given.action.with;
    const target = run.accessTo(entityType);
    if (!target) return items.map((item) => ({ item, problem: `There is no type "${entityType}" any more.` }));
    const ids = [...given.held.keys()];
    const where = given.access.where('read');
    const seen = where && new Set(await this.records.visible(tx, given.access.type.key, ids, where));
    const linked = once && linkField !== undefined ? await this.store.linkedFrom(tx, entityType, linkField, ids) : null;
    const link = target.type.definition.fields.find(({ key }) => key === linkField);
    return items.map((item): Intention => {
      const source = given.held.get(item.recordId)?.record;
      if (!source || source.deletedAt !== null || (seen && !seen.has(source.id))) {
        return { item, problem: 'There is no such record.' };
      }
      if (linked?.has(source.id)) return { item, unchanged: true };
      const values = given.values(source);
      if (!values.ok) return { item, problem: values.problem };
      const doc = { ...values.doc, ...(link ? { [link.key]: link.kind === 'links' ? [source.id] : source.id } : {}) };
      const command: Command = {
        kind: 'create',
        doc,
        funnel,
        stage,
        ownerId: ownerId === undefined ? source.ownerId : ownerId,
      };
      return { item, type: target.type, access: target, held: null, commands: [command] };
    });
  }

  /** The action's values for one record, with formulas worked out over what the person may read of it. */
  private async values(
    tx: Transaction,
    access: TypeAccess,
    held: HeldRecord[],
    action: NamedAction,
  ): Promise<(record: RecordState) => Values> {
    const constants = valuesOf(action);
    if (!Object.values(constants).some(isFormula)) return () => ({ ok: true, doc: constants });
    const { definition } = access.type;
    const target = action.name === 'create' ? access.of(action.with.entityType)?.type.definition : definition;
    const ids = held.flatMap(({ record }) => referencesIn(definition, record.doc).records);
    const { records, visible } = await this.contexts.linked(tx, access, [...new Set(ids)]);
    const { timeZone, currency } = await this.contexts.settings();
    const readable = readableFields(access);
    return (record) => {
      const names = contextOf(record, readable, {
        now: access.environment.now,
        timeZone,
        linked: (id) => (visible.has(id) ? records.get(id) : undefined),
        fieldsOf: (key) => fieldsFor(access, key),
        url: this.contexts.urlOf(record.entityType, record.id),
      });
      const doc: Doc = {};
      for (const [key, value] of Object.entries(constants)) {
        const field = target?.fields.find((each) => each.key === key);
        if (!isFormula(value) || !field) {
          doc[key] = value;
          continue;
        }
        const result = evaluate(value, names);
        const converted = result.ok ? toKind(result.value, field, { timeZone, currency, doc: record.doc }) : result;
        if (!converted.ok) return { ok: false, problem: `${key}: ${converted.reason}` };
        doc[key] = converted.value;
      }
      return { ok: true, doc };
    };
  }
}

function commandOf(
  action: Exclude<NamedAction, { name: 'create' }>,
  record: RecordState,
  doc: Doc,
  { fields }: EntityType,
): Command {
  switch (action.name) {
    case 'move': {
      const { stage, funnel } = action.with;
      return { kind: 'move', stage, funnel, ...(action.with.doc ? { doc } : {}) };
    }
    case 'update': {
      const { ownerId } = action.with;
      return { kind: 'patch', doc, ...(ownerId === undefined ? {} : { ownerId }) };
    }
    case 'assign':
      return { kind: 'assign', ownerId: action.with.ownerId };
    case 'link':
      return { kind: 'patch', doc: { ...doc, [action.with.field]: linksOf(action.with, record, fields) } };
    case 'tag': {
      const { add = [], remove = [] } = action.with;
      return { kind: 'patch', tags: { add, remove } };
    }
    case 'delete':
      return { kind: 'trash' };
    case 'restore':
      return { kind: 'restore' };
  }
}

/** What a link field holds afterwards: one link, or those it had with the new ones after them. */
function linksOf(
  { field: key, to, replace }: Extract<NamedAction, { name: 'link' }>['with'],
  { doc }: RecordState,
  fields: EntityType['fields'],
): JsonValue {
  const ids = to === null ? [] : Array.isArray(to) ? to : [to];
  if (fields.find((field) => field.key === key)?.kind !== 'links') return ids[0] ?? null;
  const had = doc[key];
  if (to === null || replace || !Array.isArray(had)) return ids;
  return [...had, ...ids.filter((id) => !had.includes(id))];
}
