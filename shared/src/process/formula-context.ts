import type { EntityType } from '../definition/entity-type.ts';
import { contextOf } from '../formulas/context.ts';
import type { FeelContext } from '../formulas/formula.ts';
import type { CommandContext } from './command.ts';
import type { RecordState } from './record.ts';
import { titleOf } from './title.ts';

/** What formulas of a definition (computed fields, defaults, quantities) read while a command is decided. */
export function formulaContext(definition: EntityType, record: RecordState, context: CommandContext): FeelContext {
  const title = titleOf(definition, record.doc, record.number);
  return contextOf({ ...record, title }, definition.fields, {
    now: context.now,
    timeZone: context.organization.timeZone,
    linked: (id) => context.linked(id),
    fieldsOf: (key) => (key === definition.key ? definition : context.linkedType?.(key))?.fields,
    url: context.urlOf?.(record.id),
  });
}
