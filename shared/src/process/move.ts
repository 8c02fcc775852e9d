import type { EntityType, Transition } from '../definition/entity-type.ts';
import { isTerminal, type StagePlace, stageOf } from '../definition/stage.ts';
import { changesBetween } from './changes.ts';
import type { Command, CommandContext, Outcome } from './command.ts';
import type { RecordEvent } from './event.ts';
import { mayGo, meets, notHeld, nothingMissing } from './gate.ts';
import { patch, touched } from './patch.ts';
import type { RecordState } from './record.ts';
import { ok, type Result } from './refusal.ts';
import { invalid, settle } from './settle.ts';

type Move = Extract<Command, { kind: 'move' }>;

/**
 * A card into another stage, of this funnel or another of its type, or to another place in its column. What the
 * command's `doc` supplies is put in first, so that a stage can be given what it asks for in the same step.
 */
export function move(
  definition: EntityType,
  record: RecordState,
  command: Move,
  context: CommandContext,
): Result<Outcome> {
  const to = stageOf(definition, command.funnel ?? record.funnel, command.stage);
  if (!to) {
    const path = command.funnel !== undefined && !hasFunnel(definition, command.funnel) ? '/funnel' : '/stage';
    return invalid([{ path, code: `unknown_${path.slice(1)}`, message: `There is no such ${path.slice(1)}.` }]);
  }
  if (to.funnel.key === record.funnel && to.stage.key === record.stage) {
    return reorder(definition, record, command, context);
  }
  const from = stageOf(definition, record.funnel, record.stage);
  const asking = context.actor.kind !== 'import';
  const ways = asking ? mayGo(from, to, context) : ok([]);
  if (!ways.ok) return ways;
  const released = asking ? notHeld(record.stage ?? '', context) : ok(null);
  if (!released.ok) return released;
  return enter(definition, record, command, { to, ways: ways.value, asking }, context);
}

function enter(
  definition: EntityType,
  record: RecordState,
  { doc: input = {} }: Move,
  { to, ways, asking }: { to: StagePlace; ways: Transition[]; asking: boolean },
  context: CommandContext,
): Result<Outcome> {
  const arrived = arrive(record, to, context);
  const stage = asking ? to.stage : undefined;
  const settled = settle({ definition, record: arrived, before: record, input, stage, context });
  if (!settled.ok) return settled;
  const { doc, asked, askedByStage } = settled.value;
  const next = touched(definition, record, { ...arrived, doc }, context);
  if (asking) {
    const complete = nothingMissing(to.stage.key, [...askedByStage, ...asked]);
    if (!complete.ok) return complete;
    const met = meets(definition, next, to, ways, context, record);
    if (!met.ok) return met;
  }
  return ok({ next, events: eventsOf(record, next, to, context), visit: visitOf(record, to, context) });
}

function arrive(record: RecordState, { funnel, stage }: StagePlace, { now, rank }: CommandContext): RecordState {
  return {
    ...record,
    funnel: funnel.key,
    stage: stage.key,
    stageEnteredAt: now,
    closedAt: isTerminal(stage) ? now : null,
    rank: rank ?? record.rank,
  };
}

function eventsOf(before: RecordState, after: RecordState, to: StagePlace, { now }: CommandContext): RecordEvent[] {
  const changes = changesBetween(before.doc, after.doc);
  const moved: RecordEvent = {
    kind: 'record.moved',
    from: { funnel: before.funnel, stage: before.stage },
    to: { funnel: to.funnel.key, stage: to.stage.key },
    seconds: before.stageEnteredAt === null ? null : secondsBetween(before.stageEnteredAt, now),
  };
  return changes ? [{ kind: 'record.updated', ...changes }, moved] : [moved];
}

function visitOf({ funnel, stage }: RecordState, to: StagePlace, { now: at }: CommandContext): Outcome['visit'] {
  const entered = { funnel: to.funnel.key, stage: to.stage.key, at };
  return funnel === null || stage === null ? { entered } : { left: { funnel, stage, at }, entered };
}

/** Another place in the same column, which is no news; a document sent along is an ordinary change. */
function reorder(
  definition: EntityType,
  record: RecordState,
  { doc, after }: Move,
  context: CommandContext,
): Result<Outcome> {
  const patched = patch(definition, record, { kind: 'patch', doc }, context);
  const { rank } = context;
  if (!patched.ok || after === undefined || rank === undefined || rank === record.rank) return patched;
  return ok({ ...patched.value, next: { ...patched.value.next, rank } });
}

const secondsBetween = (from: string, to: string): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

const hasFunnel = (definition: EntityType, key: string): boolean =>
  definition.funnels?.some((funnel) => funnel.key === key) ?? false;
