import type { EntityType, Field } from '../definition/entity-type.ts';
import { dependencies } from '../formulas/check.ts';
import { fieldKeyOf, order } from '../formulas/order.ts';
import { scopeOf } from '../formulas/scope.ts';

export interface ComputedField {
  field: Field;
  /** Keys of fields, and `record.stage` for what records have besides. */
  uses: ReadonlySet<string>;
  /** The fields among them: all that its formula can see. */
  sees: Field[];
}

/** What a command may change of a record besides its document, as formulas name it. */
export const ATTRIBUTES = ['stage', 'funnel', 'owner', 'stageEnteredAt', 'closedAt'] as const;

const known = new WeakMap<EntityType, ComputedField[]>();

/** The computed fields of a checked definition, each after those it depends on. */
export function computedFields(definition: EntityType): ComputedField[] {
  const ordered = known.get(definition) ?? inOrder(definition);
  known.set(definition, ordered);
  return ordered;
}

function inOrder(definition: EntityType): ComputedField[] {
  const scope = scopeOf(definition.fields);
  const ordered = order(definition.fields);
  if (!ordered.ok) throw new Error(`Formulas of ${definition.key} go in a circle: ${ordered.circle.join(' → ')}.`);
  return ordered.keys.flatMap((key) => {
    const field = definition.fields.find((each) => each.key === key);
    if (!field) return [];
    const names = dependencies(field.formula ?? '', scope);
    const uses = new Set(names.flatMap((name) => usedBy(name, definition)));
    // A result is brought to the decimals of its currency.
    if (field.currencyField !== undefined) uses.add(field.currencyField);
    const whole = names.includes('record');
    return [{ field, uses, sees: definition.fields.filter((each) => whole || uses.has(each.key)) }];
  });
}

function usedBy(name: string, { titleField }: EntityType): string[] {
  if (name === 'record') return [titleField, ...ATTRIBUTES.map((attribute) => `record.${attribute}`)];
  const title = name === 'record.title' ? [titleField] : [];
  return [fieldKeyOf(name), name.split('.').slice(0, 2).join('.'), ...title];
}
