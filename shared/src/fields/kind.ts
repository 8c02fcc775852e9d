import type { Fault } from './fault.ts';
import type { Doc, FieldKind, FieldSettings, JsonValue } from './field.ts';

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = { [keyword: string]: JsonValue };

/** What a value's form may depend on besides its field. Everything is optional. */
export interface FieldContext {
  /** ISO 3166 alpha-2: the country of phone numbers written without one. */
  defaultCountry?: string;
  /** ISO 4217: of money whose field names neither a currency nor a field that holds one. */
  currency?: string;
  /** The whole document: where `currencyField` is read. */
  doc?: Doc;
  /** The result of a formula (without its `=`) for a line's quantity; null where it has none. */
  evaluate?: (formula: string) => number | null;
  /** Title of a linked record: the name of a line that has only a product. */
  titleOf?: (recordId: string) => string | undefined;
}

export interface ParseOptions extends FieldContext {
  /** Such as `dd.MM.yyyy`, `MM/dd/yyyy`, `yyyy/MM/dd HH:mm`. Absent: ISO 8601 and forms with the year first. */
  dateFormat?: string;
  /** The decimal mark; the other one, spaces and apostrophes may group thousands. Default `.`. */
  decimal?: '.' | ',';
  /** IANA name: the zone of times written without one. Default UTC. */
  timeZone?: string;
  /** The id of a person, record or file by what the text says; undefined where there is none. */
  resolve?: (text: string) => string | undefined;
}

/** A text understood, or why not. An empty text is the empty value: `value` is absent. */
export type Parsed = { ok: true; value?: JsonValue } | { ok: false; code: string; message: string };

export interface FormatContext {
  /** BCP 47, such as `ja` or `uk`. */
  locale: string;
  /** IANA name. */
  timeZone: string;
  /** Name of a person, record or file by id. */
  names?: (id: string) => string | undefined;
  /** ISO 4217: of money whose field names no currency. */
  currency?: string;
  doc?: Doc;
}

/** A setting a kind takes besides those that every field has. */
export interface SettingDefinition {
  key: Exclude<keyof FieldSettings, 'key' | 'kind' | 'label'>;
  type:
    | 'text'
    | 'count'
    | 'number'
    | 'date'
    | 'pattern'
    | 'currency'
    | 'field'
    | 'entityType'
    | 'options'
    | 'format'
    | 'duplicates';
  required?: boolean;
}

/** What conditions, sorting and SQL take a value as. */
export type Family = 'text' | 'number' | 'boolean' | 'date' | 'dateTime' | 'duration' | 'key' | 'user' | 'id' | 'rows';

/** FEEL's name of the type of a value in a formula. */
export type FeelType = 'string' | 'number' | 'boolean' | 'date' | 'date and time' | 'duration' | 'list' | 'context';

/** One kind of field: all that the rest of the program knows about it. */
export interface FieldKindDefinition {
  kind: FieldKind;
  family: Family;
  /** The value is an array of the family's values. */
  many: boolean;
  feelType: FeelType;
  /** Whether lists can be sorted by it. */
  sortable: boolean;
  settings: readonly SettingDefinition[];
  /** JSON Schema of a stored value: what `normalize` returns. */
  schema(field: FieldSettings): JsonSchema;
  /** The value as it is stored; undefined when it is empty. Values of a wrong type pass unchanged: the schema refuses them. */
  normalize(field: FieldSettings, value: JsonValue | undefined, context?: FieldContext): JsonValue | undefined;
  /**
   * What the schema cannot say: decimals, digits, characters that cannot be stored. For values the schema accepts.
   * Paths are JSON Pointers below the value, empty for the value itself.
   */
  check(field: FieldSettings, value: JsonValue, context?: FieldContext): Fault[];
  /** A value out of text that a person or a file brings. The result is normalised but still to be checked. */
  parse(field: FieldSettings, text: string, options?: ParseOptions): Parsed;
  /** Text for people. Values of a wrong type give what can be shown of them. */
  format(field: FieldSettings, value: JsonValue | undefined, context: FormatContext): string;
  /** Order of two stored values: negative, zero or positive. */
  compare(a: JsonValue, b: JsonValue): number;
  empty(value: JsonValue | undefined): boolean;
}

/** Empty for every kind: absent, null, blank text, an empty list. `false` and 0 are values. */
export function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}
