import { isReadOnly } from '@etapa/shared/definition/document';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { stageOf } from '@etapa/shared/definition/stage';
import { labelIn } from '@etapa/shared/fields/option';
import { sameJson } from '@etapa/shared/process/changes';
import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { type BulkItem, type BulkPart, BulkStore } from '../../store/bulk.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { BulkKind, BulkRun, Intention } from './run.ts';

/** A job whose effects are to be taken back. */
export interface Undone {
  id: string;
  /** Of its own events. */
  correlation: string;
}

/**
 * Takes back what a job did to each record, where it still is as the job left it. A record that it made goes to the
 * trash when nobody but the job has touched it.
 */
@Injectable()
export class BulkUndo {
  constructor(private readonly store: BulkStore) {}

  of(undone: Undone): BulkKind {
    return { intend: (tx, run, items) => this.intend(tx, run, items, undone) };
  }

  private async intend(tx: Transaction, run: BulkRun, items: BulkItem[], undone: Undone): Promise<Intention[]> {
    const made = items.filter(({ after }) => after === null).map(({ recordId }) => recordId);
    const touched =
      made.length > 0
        ? await this.store.touched(tx, made, { job: undone.id, correlation: undone.correlation })
        : new Set<string>();
    const intentions: Intention[] = [];
    for (const entityType of new Set(items.map((item) => item.entityType))) {
      const own = items.filter((item) => item.entityType === entityType);
      intentions.push(...(await this.intendType(tx, run, own, { entityType, touched })));
    }
    return intentions;
  }

  private async intendType(
    tx: Transaction,
    run: BulkRun,
    items: BulkItem[],
    { entityType, touched }: { entityType: string; touched: ReadonlySet<string> },
  ): Promise<Intention[]> {
    const access = run.accessTo(entityType);
    if (!access) return items.map((item) => ({ item, problem: 'The entity type is no longer there.' }));
    const ids = items.map(({ recordId }) => recordId);
    const held = new Map((await this.store.records(tx, entityType, ids)).map((each) => [each.record.id, each]));
    return items.map((item): Intention => {
      const found = held.get(item.recordId);
      if (!found) return { item, problem: 'There is no such record any more.' };
      const wish = { item, type: access.type, access, held: found };
      if (item.after === null) {
        if (found.record.deletedAt !== null) return { item, unchanged: true };
        if (touched.has(item.recordId)) return { item, problem: 'It was worked on since: it stays.' };
        return { ...wish, commands: [{ kind: 'trash' }], own: true };
      }
      const back = commandsBack(access.type.definition, found.record, item.before ?? {}, item.after);
      return 'changed' in back
        ? { item, problem: `Changed since: ${back.changed.join(', ')}.` }
        : back.commands.length === 0
          ? { item, unchanged: true }
          : { ...wish, commands: back.commands };
    });
  }
}

/** What brings a record back to what it was before; or what has changed since and would be lost. */
function commandsBack(
  definition: EntityType,
  record: RecordState,
  before: BulkPart,
  after: BulkPart,
): { commands: Command[] } | { changed: string[] } {
  const changed: string[] = [];
  const commands: Command[] = [];
  if (after.deleted !== undefined && (record.deletedAt !== null) !== after.deleted) {
    changed.push(record.deletedAt === null ? 'restored' : 'in the trash');
  } else if (after.deleted !== undefined) commands.push({ kind: after.deleted ? 'restore' : 'trash' });
  const doc: NonNullable<BulkPart['doc']> = {};
  for (const [key, value] of Object.entries(after.doc ?? {})) {
    const field = definition.fields.find((each) => each.key === key);
    if (!field || isReadOnly(field)) continue;
    if (sameJson(record.doc[key] ?? null, value)) doc[key] = before.doc?.[key] ?? null;
    else changed.push(labelIn(field.label, 'en'));
  }
  if (after.ownerId !== undefined && record.ownerId !== after.ownerId) changed.push('owner');
  if (after.tags !== undefined && !sameJson([...(record.tags ?? [])], [...after.tags])) changed.push('tags');
  if (after.stage !== undefined && (record.stage !== after.stage || record.funnel !== after.funnel))
    changed.push('stage');
  if (changed.length > 0) return { changed };
  const place = stageOf(definition, before.funnel ?? null, before.stage ?? null);
  // Back first, then emptied: the stage that is left may ask for what the change brought.
  if (place) commands.push({ kind: 'move', stage: place.stage.key, funnel: place.funnel.key });
  if (Object.keys(doc).length > 0 || after.ownerId !== undefined || after.tags !== undefined) {
    commands.push({
      kind: 'patch',
      doc,
      ...(after.ownerId === undefined ? {} : { ownerId: before.ownerId ?? null }),
      ...(after.tags === undefined ? {} : { tags: before.tags ?? [] }),
    });
  }
  return { commands };
}
