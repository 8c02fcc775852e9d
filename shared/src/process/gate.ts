import { namesStage } from '../access/stages.ts';
import type { ConditionGroup } from '../conditions/condition.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { explain } from '../conditions/explain.ts';
import type { EntityType, Transition } from '../definition/entity-type.ts';
import type { StagePlace } from '../definition/stage.ts';
import type { CommandContext } from './command.ts';
import { conditionContext } from './condition-context.ts';
import { requiredFaults } from './missing.ts';
import type { RecordState } from './record.ts';
import { ok, type Result, refuse } from './refusal.ts';

/**
 * Whether a card may go from one stage to another at all: the funnel's transitions and the rights of both stages.
 *
 * @returns the transitions that lead there, empty where moves are free; refused with `transition_not_allowed`
 *   (`extra.allowed` names the stages that may be entered from here) or `forbidden`
 */
export function mayGo(from: StagePlace | undefined, to: StagePlace, context: CommandContext): Result<Transition[]> {
  const within = from && from.funnel.key === to.funnel.key ? from : undefined;
  const ways = within ? waysBetween(within, to) : [];
  if (ways === null) {
    const list = to.funnel.transitions === 'free' ? [] : to.funnel.transitions;
    const allowed = [...new Set(list.filter((way) => way.from === within?.stage.key).map((way) => way.to))];
    const detail = `A card cannot go from "${within?.stage.key}" to "${to.stage.key}".`;
    return refuse('transition_not_allowed', detail, undefined, { from: within?.stage.key, to: to.stage.key, allowed });
  }
  const open = ways.filter(({ roles }) => holdsOne(roles, context));
  if (ways.length > 0 && open.length === 0) return refuse('forbidden', 'Your roles may not move cards this way.');
  const left = from ? mayLeave(from, context) : ok(null);
  if (!left.ok) return left;
  const entered = mayEnter(to, context);
  return entered.ok ? ok(open) : entered;
}

/** Whether the person may put cards into a stage. */
export function mayEnter({ funnel, stage }: StagePlace, context: CommandContext): Result<null> {
  const granted = namesStage(context.stageAccess?.enter ?? 'all', funnel.key, stage.key);
  if (granted && holdsOne(stage.rights?.enter, context)) return ok(null);
  return refuse('forbidden', `You may not put cards into "${stage.key}".`);
}

function mayLeave({ funnel, stage }: StagePlace, context: CommandContext): Result<null> {
  const granted = namesStage(context.stageAccess?.leave ?? 'all', funnel.key, stage.key);
  if (granted && holdsOne(stage.rights?.leave, context)) return ok(null);
  return refuse('forbidden', `You may not take cards out of "${stage.key}".`);
}

/** What the stage asks of a card that enters: its limit, its guard and that of the way taken. */
export function meets(
  definition: EntityType,
  record: RecordState,
  { funnel, stage }: StagePlace,
  ways: readonly Transition[],
  context: CommandContext,
  before: RecordState | null,
): Result<null> {
  const conditions = conditionContext(definition, record, context, before);
  const guards = ways.map(({ guard }) => guard);
  const wayGuard = guards.every((guard) => guard && !evaluate(guard, conditions)) ? guards[0] : undefined;
  const failed = [stage.guard, wayGuard].find((guard) => guard && !evaluate(guard, conditions));
  if (failed) return guardFailed(failed, stage.key, conditions);
  if (stage.limit !== undefined && (context.stageCount?.(funnel.key, stage.key) ?? 0) >= stage.limit) {
    const detail = `"${stage.key}" holds as many cards as it may: ${stage.limit}.`;
    return refuse('stage_full', detail, [{ path: '/stage', code: 'stage_full', message: detail }]);
  }
  return ok(null);
}

/** `guard_failed`, naming each open task that the card waits for in the stage it would leave. */
export function notHeld(stageKey: string, { holds = [] }: CommandContext): Result<null> {
  if (holds.length === 0) return ok(null);
  const errors = holds.map(({ title }) => ({
    path: '/stage',
    code: 'task_open',
    message: `The task "${title}" is not done yet.`,
  }));
  const detail = `The card cannot leave "${stageKey}" before this is done: ${holds.map(({ title }) => title).join('; ')}.`;
  return refuse('guard_failed', detail, errors, { tasks: holds });
}

/** `required_fields`, one error for each field asked for; nothing where none is. */
export function nothingMissing(stageKey: string, keys: readonly string[]): Result<null> {
  if (keys.length === 0) return ok(null);
  return refuse('required_fields', `"${stageKey}" asks for fields that are empty.`, requiredFaults(keys));
}

function guardFailed(
  guard: ConditionGroup,
  stageKey: string,
  conditions: ReturnType<typeof conditionContext>,
): Result<never> {
  const detail = `The card does not meet what "${stageKey}" asks.`;
  return refuse('guard_failed', detail, undefined, { explanation: explain(guard, conditions) });
}

/** The ways of a funnel between two stages: empty where every move is free, null where there is none. */
function waysBetween(from: StagePlace, to: StagePlace): Transition[] | null {
  const transitions = to.funnel.transitions ?? 'free';
  if (transitions === 'free') return [];
  const ways = transitions.filter((way) => way.from === from.stage.key && way.to === to.stage.key);
  return ways.length > 0 ? ways : null;
}

/** Rules and the system hold every role. */
function holdsOne(wanted: readonly string[] | undefined, { roles }: CommandContext): boolean {
  return wanted === undefined || roles === undefined || wanted.some((role) => roles.includes(role));
}
