import type { FieldSettings } from '../fields/field.ts';
import type { FeelType, Scope } from './formula.ts';
import { LINE_COLUMNS } from './values.ts';

export interface ScopeSettings {
  /** Fields of a link's target by entity type key; undefined where it is not known (yet). */
  fieldsOf?: (entityType: string) => readonly FieldSettings[] | undefined;
  /** A rule's formula: `before`, `trigger`, `steps` and `actor` may be used too. */
  rule?: boolean;
}

/** The names that `contextOf` will give values to, with their types: what a formula is checked against. */
export function scopeOf(fields: readonly FieldSettings[], { fieldsOf, rule }: ScopeSettings = {}): Scope {
  const follow = (entityType: string): FeelType => {
    const target = fieldsOf?.(entityType);
    return target ? { entries: { ...typesOf(target), ...SYSTEM } } : 'any';
  };
  const own = typesOf(fields, follow);
  return {
    record: { entries: { ...own, ...SYSTEM, url: 'string' } },
    ...(rule ? { before: { entries: own }, trigger: 'any', steps: 'any', actor: { entries: ACTOR } } : {}),
    ...own,
  };
}

const ACTOR: { [name: string]: FeelType } = { kind: 'string', id: 'string', name: 'string' };

const SYSTEM: { [Name in (typeof RECORD_NAMES)[number]]: FeelType } = {
  id: 'string',
  number: 'number',
  title: 'string',
  funnel: 'string',
  stage: 'string',
  owner: 'string',
  createdAt: 'dateTime',
  createdBy: 'string',
  updatedAt: 'dateTime',
  stageEnteredAt: 'dateTime',
  lastActivityAt: 'dateTime',
  closedAt: 'dateTime',
};

/** Names that every record has, whatever its fields: `record.stage`, `company.title`. */
export const RECORD_NAMES = [
  'id',
  'number',
  'title',
  'funnel',
  'stage',
  'owner',
  'createdAt',
  'createdBy',
  'updatedAt',
  'stageEnteredAt',
  'lastActivityAt',
  'closedAt',
] as const;

/** Whether `record.<name>` is what every record has, such as its stage, whatever fields there are. */
export const isRecordName = (name: string): boolean => name === 'url' || Object.hasOwn(SYSTEM, name);

type Follow = (entityType: string) => FeelType;

function typesOf(fields: readonly FieldSettings[], follow?: Follow): { [name: string]: FeelType } {
  return Object.fromEntries(fields.map((field) => [field.key, typeOfField(field, follow)]));
}

function typeOfField(field: FieldSettings, follow?: Follow): FeelType {
  const linked = follow && field.target !== undefined ? follow(field.target) : 'string';
  switch (field.kind) {
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return 'number';
    case 'boolean':
    case 'date':
    case 'dateTime':
    case 'duration':
      return field.kind;
    case 'multiSelect':
    case 'users':
    case 'files':
      return { list: 'string' };
    case 'link':
      return linked;
    case 'links':
      return { list: linked };
    case 'lines': {
      const columns = LINE_COLUMNS.map((column) => [column, column === 'name' ? 'string' : 'number']);
      return { list: { entries: { product: linked, ...Object.fromEntries(columns) } } };
    }
    case 'checklist':
      return { list: { entries: { text: 'string', done: 'boolean' } } };
    default:
      return 'string';
  }
}
