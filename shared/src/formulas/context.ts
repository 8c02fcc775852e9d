import type { Doc, FieldSettings, JsonValue } from '../fields/field.ts';
import type { FeelContext } from './formula.ts';
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
 * rule `before`, `trigger`, `steps` and `actor`. A field wins over a name of the same spelling.
 */
export function contextOf(
  record: FormulaRecord,
  fields: readonly FieldSettings[],
  environment: FormulaEnvironment,
  rule?: RuleNames,
): FeelContext {
  const { now, timeZone } = environment;
  const follow = (id: string, entityType: string): unknown => followed(id, entityType, environment);
  const values = fieldValues(record.doc, fields, timeZone, follow);
  const names: FeelContext['names'] = {
    record: { ...values, ...systemValues(record, timeZone), url: environment.url ?? null },
    ...(rule
      ? {
          before: fieldValues(rule.before ?? {}, fields, timeZone, follow),
          trigger: rule.trigger,
          steps: rule.steps,
          actor: { name: null, ...rule.actor },
        }
      : {}),
    ...values,
  };
  return { names, now, timeZone };
}

type Follow = (id: string, entityType: string) => unknown;

function fieldValues(
  doc: Doc,
  fields: readonly FieldSettings[],
  timeZone: string,
  follow?: Follow,
): { [name: string]: unknown } {
  return Object.fromEntries(
    fields.map((field) => [
      field.key,
      feelValue(Object.hasOwn(doc, field.key) ? doc[field.key] : undefined, field, timeZone, follow),
    ]),
  );
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
