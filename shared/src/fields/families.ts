import type { FieldKind } from './field.ts';
import type { FieldKindDefinition } from './kind.ts';

/**
 * What conditions take the values of each kind as. Apart from the kinds themselves, which bring along all that reads and
 * checks values: a screen that only asks a condition needs none of it. A test holds both together.
 */
export const FAMILIES: { readonly [Kind in FieldKind]: Pick<FieldKindDefinition, 'family' | 'many'> } = {
  text: { family: 'text', many: false },
  longText: { family: 'text', many: false },
  email: { family: 'text', many: false },
  phone: { family: 'text', many: false },
  url: { family: 'text', many: false },
  integer: { family: 'number', many: false },
  number: { family: 'number', many: false },
  money: { family: 'number', many: false },
  percent: { family: 'number', many: false },
  boolean: { family: 'boolean', many: false },
  date: { family: 'date', many: false },
  dateTime: { family: 'dateTime', many: false },
  duration: { family: 'duration', many: false },
  select: { family: 'key', many: false },
  multiSelect: { family: 'key', many: true },
  user: { family: 'user', many: false },
  users: { family: 'user', many: true },
  link: { family: 'id', many: false },
  links: { family: 'id', many: true },
  file: { family: 'id', many: false },
  files: { family: 'id', many: true },
  lines: { family: 'rows', many: false },
  checklist: { family: 'rows', many: false },
  autonumber: { family: 'text', many: false },
};
