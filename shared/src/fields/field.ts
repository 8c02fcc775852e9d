/** A value as JSON stores it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A record's document: values by field key. Empty fields are absent, never null. */
export type Doc = { [fieldKey: string]: JsonValue };

/** A text a reader sees: one string for all, or one per language (`en`, `ja`, `ru`, `uk`…). */
export type Label = string | { [language: string]: string };

export interface Option {
  key: string;
  label: Label;
  color?: string;
  /** Kept on old records, not offered on new ones. */
  retired?: boolean;
}

export const FIELD_KINDS = [
  'text',
  'longText',
  'email',
  'phone',
  'url',
  'integer',
  'number',
  'money',
  'percent',
  'boolean',
  'date',
  'dateTime',
  'duration',
  'select',
  'multiSelect',
  'user',
  'users',
  'link',
  'links',
  'file',
  'files',
  'lines',
  'checklist',
  'autonumber',
] as const;

export type FieldKind = (typeof FIELD_KINDS)[number];

/**
 * By what values of a field two records may be found to be one: equal values, names of people, names of companies,
 * whose legal forms and spellings are looked through; or not at all.
 */
export const DUPLICATE_CHECKS = ['off', 'value', 'name', 'company'] as const;
export type DuplicateCheck = (typeof DUPLICATE_CHECKS)[number];

/** A field without its conditions, which `definition/` adds (conditions know fields, not the reverse). */
export interface FieldSettings {
  key: string;
  label: Label;
  kind: FieldKind;
  help?: Label;
  required?: boolean;
  unique?: boolean;
  indexed?: boolean;
  default?: JsonValue;
  /** FEEL with a leading `=`: the field is read-only and computed. */
  formula?: string;
  maxLength?: number;
  pattern?: string;
  min?: number | string;
  max?: number | string;
  /** Decimals kept. Money: the currency's own when absent. */
  scale?: number;
  /** ISO 4217. */
  currency?: string;
  /** Key of a text or select field that holds the currency of each record. */
  currencyField?: string;
  options?: Option[];
  /** Entity type key of `link`, `links`; of the product column of `lines`. */
  target?: string;
  /** Of `autonumber`, such as `TKP-{0000}`. */
  format?: string;
  retired?: boolean;
  /** Of texts, e-mails, phones and addresses. Absent: told by what the field is, see `duplicates/checks.ts`. */
  duplicates?: DuplicateCheck;
}
