import type { EntityType, Field } from '../definition/entity-type.ts';
import type { DuplicateCheck, Label } from '../fields/field.ts';

/** Words by which a field or a type is known to be about companies, in the four languages. */
const COMPANY =
  /compan|corporat|organi[sz]ation|\bfirm|employer|\baccount|counterpart|会社|企業|法人|取引先|得意先|勤務先|仕入先|компан|организац|предприят|фирм|контрагент|організац|підприємств|фірм|юрлиц|юрособ/iu;
const PEOPLE =
  /contact|person|people|employee|candidate|staff|member|連絡先|担当者|人物|社員|従業員|候補者|контакт|персон|человек|люди|сотрудник|кандидат|особа|співробітник|люд/iu;

/** Kinds that are looked at without being asked to, where they are filled in. */
const BY_THEMSELVES = new Set(['email', 'phone']);
const COMPARABLE = new Set(['text', 'email', 'phone', 'url']);

/**
 * How a field tells duplicates: as its setting `duplicates` says, or, where it says nothing, by what the field is.
 * E-mails and telephone numbers always do; texts about companies as such; and the titles of types without a funnel,
 * which are lists of things that ought to be there once, people by name and all others by name of company.
 */
export function duplicateCheck(definition: EntityType, field: Field): DuplicateCheck {
  if (field.retired || !COMPARABLE.has(field.kind)) return 'off';
  if (field.duplicates !== undefined) return field.duplicates;
  if (BY_THEMSELVES.has(field.kind)) return 'value';
  if (field.kind !== 'text') return 'off';
  if (COMPANY.test(wordsIn(field.key, field.label))) return 'company';
  if (field.key !== definition.titleField || (definition.funnels ?? []).length > 0) return 'off';
  return PEOPLE.test(wordsIn(definition.key, definition.name)) ? 'name' : 'company';
}

/** A field by which duplicates of a type are told, and how. */
export interface ComparedField {
  field: Field;
  check: DuplicateCheck;
}

const known = new WeakMap<EntityType, readonly ComparedField[]>();

/** Fields by which duplicates of a type are told. Asked for with every write: a definition is looked through once. */
export function comparedFields(definition: EntityType): readonly ComparedField[] {
  let fields = known.get(definition);
  if (!fields) {
    fields = definition.fields
      .map((field) => ({ field, check: duplicateCheck(definition, field) }))
      .filter(({ check }) => check !== 'off');
    known.set(definition, fields);
  }
  return fields;
}

const wordsIn = (key: string, label: Label): string =>
  [key.replace(/([a-z])([A-Z])/g, '$1 $2'), ...(typeof label === 'string' ? [label] : Object.values(label))].join(' ');
