import type { Doc, FieldSettings, JsonValue } from '../fields/field.ts';
import type { FeelContext } from './formula.ts';
import { isUnusual, unusualNames } from './parse.ts';
import { feelValue, timeOf } from './values.ts';

/** What formulas know of a record; a `RecordState` is one. Absent is empty. */
export interface FormulaRecord {
  id?: string;
  number?: number;
  title?: string;
  funnel?: string | null;
  stage?: string | null;
  ownerId?: string | null;
  createdAt?: string;
  createdBy?: { kind: string; id: string };
  updatedAt?: string;
  stageEnteredAt?: string | null;
  lastActivityAt?: string;
  closedAt?: string | null;
  doc: Doc;
}

export interface FormulaEnvironment {
  /** ISO 8601 with an offset. */
  now: string;
  /** IANA name of the organisation's zone. */
  timeZone: string;
  /** A linked record by id; undefined where there is none. Absent: links are only ids. */
  linked?: (recordId: string, entityType: string) => FormulaRecord | undefined;
  /** Fields of a link's target by entity type key. */
  fieldsOf?: (entityType: string) => readonly FieldSettings[] | undefined;
  /** Address of the record in the browser. */
  url?: string;
}

/** What a rule adds to the names of a record. */
export interface RuleNames {
  /** The document before the event; null where the record was just made. */
  before: Doc | null;
  /** Data of what set the rule off: a form's values, a webhook's body, an activity. */
  trigger: JsonValue;
  /** What earlier steps gave, by their id. */
  steps: { [id: string]: JsonValue };
  actor: { kind: string; id: string; name?: string };
}

/**
 * The values of every name in scope of a record's formula, contract section 6: its fields by key, `record`, and in a
 * rule `before`, `trigger`, `steps` and `actor`. A field wins over a name of the same spelling. Values are worked out
 * when they are read: most formulas read two or three of a hundred fields.
 */
export function contextOf(
  record: FormulaRecord,
  fields: readonly FieldSettings[],
  environment: FormulaEnvironment,
  rule?: RuleNames,
): FeelContext {
  const { now, timeZone } = environment;
  const follow: Follow = (id, entityType) => followed(id, entityType, environment);
  const given: { [name: string]: () => unknown } = {
    record: () => ({
      ...fieldValues(record.doc, fields, timeZone, follow),
      ...systemValues(record, timeZone),
      url: environment.url ?? null,
    }),
    ...(rule
      ? {
          before: () => fieldValues(rule.before ?? {}, fields, timeZone, follow),
          trigger: () => rule.trigger,
          steps: () => rule.steps,
          actor: () => ({ name: null, ...rule.actor }),
        }
      : {}),
  };
  const worth = (field: FieldSettings): unknown => fieldValue(record.doc, field, timeZone, follow);
  const happened = rule ? unusualNames({ trigger: rule.trigger, steps: rule.steps }) : {};
  return {
    names: whenRead(fields, given, worth),
    unusual: { ...unusualOf(fields, environment), ...happened },
    now,
    timeZone,
  };
}

type Follow = (id: string, entityType: string) => unknown;

const fieldsByKey = new WeakMap<readonly FieldSettings[], Map<string, FieldSettings>>();

/** Names whose values are worked out when they are first read. */
function whenRead(
  fields: readonly FieldSettings[],
  given: { [name: string]: () => unknown },
  worth: (field: FieldSettings) => unknown,
): FeelContext['names'] {
  const byKey = fieldsByKey.get(fields) ?? new Map(fields.map((field) => [field.key, field]));
  fieldsByKey.set(fields, byKey);
  const read = new Map<string, unknown>();
  const has = (name: string | symbol): name is string =>
    typeof name === 'string' && (byKey.has(name) || Object.hasOwn(given, name));
  return new Proxy(Object.create(null) as FeelContext['names'], {
    has: (_target, name) => has(name),
    get(_target, name) {
      if (!has(name)) return undefined;
      if (!read.has(name)) {
        const field = byKey.get(name);
        read.set(name, field ? worth(field) : given[name]?.());
      }
      return read.get(name);
    },
  });
}

/** Fields, of the type itself and of those it links to, whose names a parser has to be told: `record.if`. */
function unusualOf(fields: readonly FieldSettings[], { fieldsOf }: FormulaEnvironment): { [name: string]: unknown } {
  const own = unusualKeys(fields);
  const linked = fields.flatMap((field) => {
    const target = field.target === undefined ? undefined : fieldsOf?.(field.target);
    const keys = target ? unusualKeys(target) : {};
    return Object.keys(keys).length > 0 ? [[field.key, keys]] : [];
  });
  const names = Object.fromEntries(linked) as { [name: string]: unknown };
  return Object.keys(own).length > 0 ? { ...names, record: own, before: own } : names;
}

const unusualByFields = new WeakMap<readonly FieldSettings[], { [name: string]: unknown }>();

function unusualKeys(fields: readonly FieldSettings[]): { [name: string]: unknown } {
  const known = unusualByFields.get(fields);
  if (known) return known;
  const keys = Object.fromEntries(fields.filter(({ key }) => isUnusual(key, false)).map(({ key }) => [key, null]));
  unusualByFields.set(fields, keys);
  return keys;
}

function fieldValue(doc: Doc, field: FieldSettings, timeZone: string, follow?: Follow): unknown {
  return feelValue(Object.hasOwn(doc, field.key) ? doc[field.key] : undefined, field, timeZone, follow);
}

function fieldValues(
  doc: Doc,
  fields: readonly FieldSettings[],
  timeZone: string,
  follow?: Follow,
): { [name: string]: unknown } {
  return Object.fromEntries(fields.map((field) => [field.key, fieldValue(doc, field, timeZone, follow)]));
}

/** A linked record: its own fields, and no further. */
function followed(id: string, entityType: string, environment: FormulaEnvironment): unknown {
  const record = environment.linked?.(id, entityType);
  const fields = environment.fieldsOf?.(entityType);
  if (!record) return { id };
  const values = fields ? fieldValues(record.doc, fields, environment.timeZone) : record.doc;
  return { ...values, ...systemValues(record, environment.timeZone), id };
}

function systemValues(record: FormulaRecord, timeZone: string): { [name: string]: unknown } {
  const time = (value: string | null | undefined): unknown => (value ? timeOf(value, timeZone) : null);
  return {
    id: record.id ?? null,
    number: record.number ?? null,
    title: record.title ?? null,
    funnel: record.funnel ?? null,
    stage: record.stage ?? null,
    owner: record.ownerId ?? null,
    createdAt: time(record.createdAt),
    createdBy: record.createdBy?.id ?? null,
    updatedAt: time(record.updatedAt),
    stageEnteredAt: time(record.stageEnteredAt),
    lastActivityAt: time(record.lastActivityAt),
    closedAt: time(record.closedAt),
  };
}
