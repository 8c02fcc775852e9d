import type { EntityType } from '../definition/entity-type.ts';
import { firstStage, isTerminal, type StagePlace, stageOf } from '../definition/stage.ts';
import { autonumberText } from '../fields/autonumber.ts';
import type { Doc } from '../fields/field.ts';
import type { Command, CommandContext, Outcome } from './command.ts';
import { defaultValues } from './compute.ts';
import { mayEnter, meets, nothingMissing } from './gate.ts';
import { requiredFaults } from './missing.ts';
import type { RecordState } from './record.ts';
import { ok, type Result, refuse } from './refusal.ts';
import { invalid, settle } from './settle.ts';
import { titleOf } from './title.ts';

type Create = Extract<Command, { kind: 'create' }>;

/**
 * A new record in the stage asked for, or the first open one. Made in a stage, it meets what the stage asks; an
 * import brings what already happened, so stages ask nothing of it.
 */
export function create(definition: EntityType, command: Create, context: CommandContext): Result<Outcome> {
  const placed = placeOf(definition, command);
  if (!placed.ok) return placed;
  const place = placed.value;
  const asking = context.actor.kind === 'import' ? undefined : place;
  const allowed = asking ? mayEnter(asking, context) : ok(null);
  if (!allowed.ok) return allowed;
  const started = begin(definition, command, place, context);
  if (!started.ok) return started;
  const blank = started.value;
  const numbers = autonumbers(definition, command.doc, context);
  const settled = settle({
    definition,
    record: { ...blank, doc: numbers },
    input: command.doc,
    defaults: defaultValues(definition, { ...blank, doc: command.doc }, context),
    stage: asking?.stage,
    context,
  });
  if (!settled.ok) return settled;
  const { doc, asked, askedByStage } = settled.value;
  if (asked.length > 0) return invalid(requiredFaults([...asked, ...askedByStage]));
  const next = { ...blank, doc, title: titleOf(definition, doc, blank.number) };
  if (asking) {
    const complete = nothingMissing(asking.stage.key, askedByStage);
    if (!complete.ok) return complete;
    const met = meets(definition, next, asking, [], context, null);
    if (!met.ok) return met;
  }
  const { funnel, stage, ownerId } = next;
  const entered = place && { funnel: place.funnel.key, stage: place.stage.key, at: next.stageEnteredAt ?? context.now };
  return ok({
    next,
    events: [{ kind: 'record.created', after: doc, funnel, stage, ownerId }],
    ...(entered ? { visit: { entered } } : {}),
  });
}

/** Where the record begins; undefined for a type without funnels. */
function placeOf(definition: EntityType, { funnel, stage }: Create): Result<StagePlace | undefined> {
  const funnels = definition.funnels ?? [];
  const named = funnels.filter(({ key }) => funnel === undefined || key === funnel);
  if (funnel !== undefined && named.length === 0) {
    return invalid([{ path: '/funnel', code: 'unknown_funnel', message: 'The type has no such funnel.' }]);
  }
  if (stage === undefined) return ok(named[0] && firstStage(named[0]));
  const holding = named.find(({ stages }) => stages.some(({ key }) => key === stage));
  const place = holding && stageOf(definition, holding.key, stage);
  if (place) return ok(place);
  return invalid([{ path: '/stage', code: 'unknown_stage', message: 'There is no such stage.' }]);
}

function begin(
  definition: EntityType,
  command: Create,
  place: StagePlace | undefined,
  context: CommandContext,
): Result<RecordState> {
  const { now, actor, id, rank } = context;
  if (id === undefined || rank === undefined) throw new Error('A new record needs an id and a rank.');
  const ownerId = command.ownerId === undefined ? (actor.kind === 'user' ? actor.id : null) : command.ownerId;
  if (ownerId !== null && context.userExists?.(ownerId) === false) {
    return invalid([{ path: '/ownerId', code: 'unknown_user', message: 'There is no such person.' }]);
  }
  const createdAt = command.createdAt ?? now;
  const closed = place !== undefined && isTerminal(place.stage);
  const closedAt = closed ? (command.closedAt ?? now) : null;
  if (closedAt !== null && Date.parse(closedAt) < Date.parse(createdAt)) {
    return refuse('invalid_document', 'A record cannot be closed before it was made.', [
      { path: '/closedAt', code: 'too_early', message: 'This is before the record was made.' },
    ]);
  }
  const enteredAt = closedAt ?? createdAt;
  return ok({
    id,
    entityType: definition.key,
    number: context.number ?? 0,
    funnel: place?.funnel.key ?? null,
    stage: place?.stage.key ?? null,
    stageEnteredAt: place ? enteredAt : null,
    lastActivityAt: enteredAt,
    closedAt,
    ownerId,
    teamId: ownerId === null ? null : (context.teamOf?.(ownerId) ?? null),
    title: '',
    doc: {},
    definitionVersion: context.definitionVersion,
    rank,
    version: 1,
    createdAt,
    createdBy: actor,
    updatedAt: now,
    deletedAt: null,
  });
}

/** Numbers the program gives; those another system gave are in the input. */
function autonumbers(definition: EntityType, input: Doc, { autonumbers: counts, number = 0 }: CommandContext): Doc {
  const numbered = definition.fields.filter(({ kind, key }) => kind === 'autonumber' && (input[key] ?? null) === null);
  return Object.fromEntries(numbered.map((field) => [field.key, autonumberText(field, counts?.[field.key] ?? number)]));
}
