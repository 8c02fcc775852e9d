import type { EntityType } from '../definition/entity-type.ts';
import type { BroughtUp, Command, CommandContext, Outcome } from './command.ts';
import { create } from './create.ts';
import { move } from './move.ts';
import { assign, patch } from './patch.ts';
import type { RecordState } from './record.ts';
import { ok, type Result, refuse } from './refusal.ts';
import { restore, trash } from './trash.ts';

/**
 * The one decision about a record: what it becomes and what happened, or why not. Pure.
 *
 * @param definition the published definition the record is written under
 * @param record the record as it is; null to create
 * @param context the clock, ids, people and linked records: see `referencesOf`
 * @returns the next record and its events. `next === record` when nothing changed. Refused with
 *   `not_found` (no record), `conflict` (a record in the trash), `invalid_document` (every fault of the
 *   document at once, under `/doc/…`), `required_fields`, `transition_not_allowed`, `guard_failed`,
 *   `stage_full` or `forbidden` (the stage's rights).
 * The caller has checked `access/` and the record's version.
 */
export function decide(
  definition: EntityType,
  record: RecordState | null,
  command: Command,
  context: CommandContext,
): Result<Outcome> {
  if (command.kind === 'create') return create(definition, command, context);
  if (record === null) return refuse('not_found', 'There is no such record.');
  const brought = context.bringUp?.(record, command);
  if (!brought || brought.record === record) return change(definition, record, command, context);
  const changed = change(definition, brought.record, command, context);
  return changed.ok ? ok(together(record, brought, changed.value)) : changed;
}

/** One step of the record: what its definition made of it, and what the command did then. */
function together(record: RecordState, brought: BroughtUp, { next, events, visit }: Outcome): Outcome {
  const visits = visit ? { visit: { ...brought.visit, ...visit } } : brought.visit ? { visit: brought.visit } : {};
  return { next: { ...next, version: record.version + 1 }, events: [...brought.events, ...events], ...visits };
}

function change(
  definition: EntityType,
  record: RecordState,
  command: Exclude<Command, { kind: 'create' }>,
  context: CommandContext,
): Result<Outcome> {
  if (record.deletedAt !== null && command.kind !== 'restore' && command.kind !== 'trash') {
    return refuse('conflict', 'The record is in the trash: restore it first.');
  }
  switch (command.kind) {
    case 'patch':
      return patch(definition, record, command, context);
    case 'move':
      return move(definition, record, command, context);
    case 'assign':
      return assign(definition, record, command, context);
    case 'trash':
      return trash(record, context);
    case 'restore':
      return restore(record, context);
  }
}
