import { DUPLICATE_CHECKS, FIELD_KINDS } from '../fields/field.ts';

/** Longest texts of a definition, and how many of each thing it may hold. */
export const LIMITS = {
  key: 63,
  label: 200,
  text: 10_000,
  formula: 10_000,
  fields: 500,
  options: 1_000,
  funnels: 50,
  stages: 100,
  transitions: 10_000,
  sections: 100,
} as const;

/** Field keys are names in formulas. */
export const FIELD_KEY = '^[a-zA-Z][a-zA-Z0-9_]*$';
/** Keys of entity types, funnels and stages stand in addresses. */
export const KEY = '^[a-zA-Z][a-zA-Z0-9_-]*$';
/** Keys of options are values of documents: `1-10`, `e-mail`. */
const OPTION_KEY = '^[\\p{L}\\p{N}][\\p{L}\\p{N} _.+/-]*$';

const key = (pattern: string) => ({ type: 'string', minLength: 1, maxLength: LIMITS.key, pattern });
/** One text for all readers, or one per language. */
const label = (maxLength: number) => ({
  type: ['string', 'object'],
  minLength: 1,
  maxLength,
  minProperties: 1,
  maxProperties: 50,
  propertyNames: { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
  additionalProperties: { type: 'string', minLength: 1, maxLength },
});
const strict = (properties: { [name: string]: object }, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object, maxItems: number) => ({ type: 'array', items, maxItems });
const fieldKeys = list({ type: 'string', maxLength: LIMITS.key }, LIMITS.fields);
const roleKeys = list({ type: 'string', minLength: 1, maxLength: 100 }, 100);
/** Its inside is `conditions/check.ts`'s to say. */
const condition = { type: 'object' };
const color = { type: 'string', minLength: 1, maxLength: 50 };
const flag = { type: 'boolean' };
const bound = { type: ['number', 'string'], maxLength: 50 };

const field = strict(
  {
    key: key(FIELD_KEY),
    label: label(LIMITS.label),
    kind: { enum: [...FIELD_KINDS] },
    help: label(LIMITS.text),
    required: flag,
    unique: flag,
    indexed: flag,
    default: {},
    formula: { type: 'string', maxLength: LIMITS.formula },
    maxLength: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    pattern: { type: 'string', minLength: 1, maxLength: 1_000 },
    min: bound,
    max: bound,
    scale: { type: 'integer', minimum: 0, maximum: 10 },
    currency: { type: 'string', maxLength: 3 },
    currencyField: { type: 'string', maxLength: LIMITS.key },
    options: list(
      strict({ key: key(OPTION_KEY), label: label(LIMITS.label), color, retired: flag }, ['key', 'label']),
      LIMITS.options,
    ),
    target: { type: 'string', maxLength: LIMITS.key },
    format: { type: 'string', minLength: 1, maxLength: 100 },
    retired: flag,
    duplicates: { enum: [...DUPLICATE_CHECKS] },
    visibleWhen: condition,
    requiredWhen: condition,
  },
  ['key', 'label', 'kind'],
);

const stage = strict(
  {
    key: key(KEY),
    name: label(LIMITS.label),
    group: { enum: ['open', 'won', 'lost'] },
    probability: { type: 'number', minimum: 0, maximum: 100 },
    norm: { type: 'string', maxLength: 50 },
    required: fieldKeys,
    guard: condition,
    instructions: label(LIMITS.text),
    color,
    limit: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    clock: { enum: ['elapsed', 'working'] },
    rights: strict({ see: roleKeys, enter: roleKeys, leave: roleKeys }),
  },
  ['key', 'name', 'group'],
);

const transition = strict(
  {
    from: { type: 'string', maxLength: LIMITS.key },
    to: { type: 'string', maxLength: LIMITS.key },
    label: label(LIMITS.label),
    guard: condition,
    roles: roleKeys,
  },
  ['from', 'to'],
);

const funnel = strict(
  {
    key: key(KEY),
    name: label(LIMITS.label),
    stages: { ...list(stage, LIMITS.stages), minItems: 1 },
    transitions: { ...list(transition, LIMITS.transitions), type: ['string', 'array'], pattern: '^free$' },
  },
  ['key', 'name', 'stages'],
);

const section = strict(
  {
    title: label(LIMITS.label),
    fields: fieldKeys,
    columns: { type: 'integer', minimum: 1, maximum: 4 },
    visibleWhen: condition,
  },
  ['title', 'fields'],
);

/** JSON Schema 2020-12 of a definition document: its shape. What its parts say of each other is `checkDefinition`'s. */
export const DEFINITION_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://etapa.dev/schemas/entity-type.json',
  title: 'Entity type',
  ...strict(
    {
      key: key(KEY),
      name: label(LIMITS.label),
      namePlural: label(LIMITS.label),
      icon: { type: 'string', minLength: 1, maxLength: 100 },
      color,
      titleField: { type: 'string', maxLength: LIMITS.key },
      fields: { ...list(field, LIMITS.fields), minItems: 1 },
      funnels: list(funnel, LIMITS.funnels),
      layout: strict({ sections: list(section, LIMITS.sections), card: fieldKeys }, ['sections']),
    },
    ['key', 'name', 'titleField', 'fields'],
  ),
} as const;
