import type { ConditionContext } from '../conditions/context.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { CommandContext } from './command.ts';
import type { RecordState } from './record.ts';

/** What conditions of a definition (guards, `visibleWhen`, `requiredWhen`) read while a command is decided. */
export function conditionContext(
  definition: EntityType,
  record: RecordState,
  context: CommandContext,
  before?: RecordState | null,
): ConditionContext {
  return {
    schema: { fields: definition.fields, funnels: definition.funnels, linkedType: context.linkedType },
    record,
    ...(before === undefined ? {} : { before }),
    linked: context.linked,
    me: context.actor.kind === 'user' ? context.actor.id : null,
    myTeam: context.myTeam,
    now: context.now,
    timeZone: context.organization.timeZone,
  };
}
