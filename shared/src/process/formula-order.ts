import type { EntityType, Field } from '../definition/entity-type.ts';

export interface ComputedField {
  field: Field;
  /** Keys of fields, and `record.stage` for what records have besides. */
  uses: string[];
}

const known = new WeakMap<EntityType, ComputedField[]>();

/** The computed fields of a type, each after those it depends on. */
export function computedFields(definition: EntityType): ComputedField[] {
  const ordered = known.get(definition) ?? inOrder(definition);
  known.set(definition, ordered);
  return ordered;
}

function inOrder(definition: EntityType): ComputedField[] {
  const fields = definition.fields.filter(({ formula }) => formula !== undefined);
  const done: Field[] = [];
  const visit = (field: Field, path: string[]): void => {
    if (done.includes(field) || path.includes(field.key)) return;
    for (const name of namesIn(field.formula)) {
      const other = fields.find(({ key }) => key === name);
      if (other) visit(other, [...path, field.key]);
    }
    done.push(field);
  };
  for (const field of fields) visit(field, []);
  return done.map((field) => ({ field, uses: namesIn(field.formula) }));
}

const namesIn = (formula: string | undefined): string[] =>
  formula?.match(/[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?/g)?.flatMap((path) => [path, ...path.split('.')]) ??
  [];
