import type { EntityType, Field } from '../definition/entity-type.ts';
import { contextOf } from '../formulas/context.ts';
import type { FeelContext } from '../formulas/formula.ts';
import type { CommandContext } from './command.ts';
import type { RecordState } from './record.ts';
import { titleOf } from './title.ts';

/**
 * What a formula of a definition (computed field, default, quantity) reads while a command is decided.
 *
 * @param fields those the formula can see; every one where absent
 */
export function formulaContext(
  definition: EntityType,
  formula: string,
  record: RecordState,
  context: CommandContext,
  fields: readonly Field[] = definition.fields,
): FeelContext {
  // Times on the organisation's clock cost more than the formula: given only to one that may ask.
  const { doc } = record;
  const seen = /\brecord\b/.test(formula) ? { ...record, title: titleOf(definition, doc, record.number) } : { doc };
  return contextOf(seen, fields, {
    now: context.now,
    timeZone: context.organization.timeZone,
    linked: (id) => context.linked(id),
    fieldsOf: (key) => (key === definition.key ? definition : context.linkedType?.(key))?.fields,
    url: context.urlOf?.(record.id),
  });
}
