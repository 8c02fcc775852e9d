import type { EntityType } from '../definition/entity-type.ts';
import { stageOf } from '../definition/stage.ts';
import { changesBetween } from './changes.ts';
import type { Command, CommandContext, Outcome } from './command.ts';
import type { RecordEvent } from './event.ts';
import { nothingMissing } from './gate.ts';
import { requiredFaults } from './missing.ts';
import type { RecordState } from './record.ts';
import { ok, type Result } from './refusal.ts';
import { invalid, settle } from './settle.ts';
import { withTags } from './tags.ts';
import { titleOf } from './title.ts';

type Patch = Extract<Command, { kind: 'patch' }>;
type Assign = Extract<Command, { kind: 'assign' }>;

/** Changed fields, owner and tags. What the current stage asks for cannot be emptied; what was faulty before may stay so. */
export function patch(
  definition: EntityType,
  record: RecordState,
  command: Patch,
  context: CommandContext,
): Result<Outcome> {
  const owned = command.ownerId === undefined ? ok(record) : withOwner(record, command.ownerId, context);
  if (!owned.ok) return owned;
  const tagged = command.tags === undefined ? owned : withTags(owned.value, command.tags);
  if (!tagged.ok) return tagged;
  const place = context.actor.kind === 'import' ? undefined : stageOf(definition, record.funnel, record.stage);
  const settled = settle({
    definition,
    record: tagged.value,
    before: record,
    input: command.doc ?? {},
    stage: place?.stage,
    context,
  });
  if (!settled.ok) return settled;
  const { doc, asked, askedByStage } = settled.value;
  if (asked.length > 0) return invalid(requiredFaults([...asked, ...askedByStage]));
  const complete = nothingMissing(record.stage ?? '', askedByStage);
  if (!complete.ok) return complete;
  return ok(written(definition, record, { ...tagged.value, doc }, context));
}

/** Another owner, or none. */
export function assign(
  definition: EntityType,
  record: RecordState,
  { ownerId }: Assign,
  context: CommandContext,
): Result<Outcome> {
  return patch(definition, record, { kind: 'patch', ownerId }, context);
}

/** The record with its new document, owner and tags, and the events that say what changed; itself when nothing did. */
export function written(
  definition: EntityType,
  before: RecordState,
  after: RecordState,
  context: CommandContext,
): Outcome {
  const changes = changesBetween(before.doc, after.doc);
  const events: RecordEvent[] = [];
  if (changes) events.push({ kind: 'record.updated', ...changes });
  if (before.ownerId !== after.ownerId) {
    events.push({ kind: 'record.assigned', before: before.ownerId, after: after.ownerId });
  }
  if (before.tags !== after.tags) {
    events.push({ kind: 'record.tagged', before: before.tags ?? [], after: after.tags ?? [] });
  }
  if (events.length === 0) return { next: before, events };
  return { next: touched(definition, before, after, context), events };
}

/** What every real change leaves on a record. */
export function touched(
  definition: EntityType,
  before: RecordState,
  after: RecordState,
  { now, definitionVersion }: CommandContext,
): RecordState {
  return {
    ...after,
    title: titleOf(definition, after.doc, after.number),
    definitionVersion,
    version: before.version + 1,
    updatedAt: now,
    lastActivityAt: now,
  };
}

function withOwner(record: RecordState, ownerId: string | null, context: CommandContext): Result<RecordState> {
  if (ownerId === record.ownerId) return ok(record);
  if (ownerId !== null && context.userExists?.(ownerId) === false) {
    return invalid([{ path: '/ownerId', code: 'unknown_user', message: 'There is no such person.' }]);
  }
  return ok({ ...record, ownerId, teamId: ownerId === null ? null : (context.teamOf?.(ownerId) ?? null) });
}
