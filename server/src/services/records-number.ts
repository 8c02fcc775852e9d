import type { EntityType } from '@etapa/shared/definition/entity-type';

const known = new WeakMap<EntityType, boolean>();

/**
 * Whether a new record's number must be known before it is decided on, since its document, title or a condition may
 * show it. Otherwise the statement that writes the record takes the number, which saves a question to the database.
 */
export function needsNumber(definition: EntityType): boolean {
  const kept = known.get(definition);
  if (kept !== undefined) return kept;
  const title = definition.fields.find(({ key }) => key === definition.titleField);
  const needed =
    title?.required !== true ||
    definition.fields.some(
      ({ kind, formula, default: value }) =>
        kind === 'autonumber' || mentions(formula, 'number') || mentions(value, 'number'),
    ) ||
    mentions(definition, '$number');
  known.set(definition, needed);
  return needed;
}

const mentions = (part: unknown, word: string): boolean => part !== undefined && JSON.stringify(part).includes(word);
