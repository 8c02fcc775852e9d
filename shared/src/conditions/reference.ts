import { FAMILIES } from '../fields/families.ts';
import type { FieldSettings } from '../fields/field.ts';
import type { Family } from '../fields/kind.ts';
import { SYSTEM_FIELDS, type SystemField } from './condition.ts';
import type { ConditionFields, ConditionSchema } from './context.ts';

/** What a name in a condition stands for. */
export interface FieldReference {
  /** As written: `amount`, `$stage`, `company.region`. */
  name: string;
  /** The link followed, of kind `link` or `links`. */
  link?: FieldSettings;
  /** The type whose field it is: the target's where a link is followed. */
  type: ConditionFields;
  /** A field of the document, or a system field. */
  source: { kind: 'field'; field: FieldSettings } | { kind: 'system'; field: SystemField };
  family: Family;
  /** The field holds several values (a followed `links` is another matter). */
  many: boolean;
}

const SYSTEM_FAMILIES: { [Name in SystemField]: Family } = {
  $id: 'id',
  $number: 'number',
  $title: 'text',
  $funnel: 'key',
  $stage: 'key',
  $stageGroup: 'key',
  $owner: 'user',
  $tags: 'text',
  $createdAt: 'dateTime',
  $createdBy: 'user',
  $updatedAt: 'dateTime',
  $stageEnteredAt: 'dateTime',
  $lastActivityAt: 'dateTime',
  $closedAt: 'dateTime',
};

/** What a field's name means in a type; undefined when there is no such field, link or target. */
export function resolveField(name: string, schema: ConditionSchema): FieldReference | undefined {
  const dot = name.indexOf('.');
  if (dot < 0) return ownField(name, name, schema);
  const link = schema.fields.find(({ key }) => key === name.slice(0, dot));
  if (!link || (link.kind !== 'link' && link.kind !== 'links') || link.target === undefined) return undefined;
  const target = schema.linkedType?.(link.target);
  const found = target && ownField(name, name.slice(dot + 1), target);
  return found && { ...found, link };
}

function ownField(name: string, key: string, type: ConditionFields): FieldReference | undefined {
  const system = SYSTEM_FIELDS.find((known) => known === key);
  if (system === '$title' && type.titleHidden) return undefined;
  if (system) {
    return {
      name,
      type,
      source: { kind: 'system', field: system },
      family: SYSTEM_FAMILIES[system],
      many: system === '$tags',
    };
  }
  const field = type.fields.find((known) => known.key === key);
  if (!field) return undefined;
  const { family, many } = FAMILIES[field.kind];
  return { name, type, source: { kind: 'field', field }, family, many };
}

/** Whether a name is one of the fields every record has. */
export function isSystemField(name: string): name is SystemField {
  return SYSTEM_FIELDS.some((known) => known === name);
}
