import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { isRow } from '@etapa/shared/fields/row';
import { contextOf } from '@etapa/shared/formulas/context';
import { evaluate } from '@etapa/shared/formulas/evaluate';
import type { Position } from '@etapa/shared/formulas/formula';
import { order } from '@etapa/shared/formulas/order';
import { toKind } from '@etapa/shared/formulas/to-kind';
import { jsonOf } from '@etapa/shared/formulas/values';

/** What a formula is tried with besides the record. */
export interface TrySurroundings {
  now: string;
  timeZone: string;
  /** ISO 4217, of the organisation. */
  currency: string;
  types: readonly EntityType[];
  /** Linked records that were read, by id. */
  linked: ReadonlyMap<string, RecordView>;
  /** Who tries it. */
  me: { id: string; name: string };
  /** A rule's formula: its event is one that changed nothing. */
  rule: boolean;
}

/** What came out; `because` is the part of the formula that gave nothing. */
export type Tried =
  | { ok: true; value: JsonValue; doc: Doc }
  | { ok: true; value: null; because: Position | null }
  | { ok: false; reason: 'stopped' | 'wrong_kind' };

/**
 * A formula on a record, by the code that will compute it once it is published; other computed fields of the draft
 * first, since it may read them. What the reader may not see of the record is empty here too.
 */
export function tryFormula(
  formula: string,
  field: Field | undefined,
  type: EntityType,
  record: RecordView,
  around: TrySurroundings,
): Tried {
  const doc = withComputed(type, record, around, field?.key);
  const found = run(formula, type, record, doc, around);
  if (!found.ok) return { ok: false, reason: 'stopped' };
  if (found.value === null) return { ok: true, value: null, because: found.warnings[0]?.position ?? null };
  if (!field) return { ok: true, value: jsonOf(found.value, around.timeZone), doc };
  const converted = toKind(found.value, field, { ...around, doc });
  if (!converted.ok) return { ok: false, reason: 'wrong_kind' };
  return converted.value === null
    ? { ok: true, value: null, because: null }
    : { ok: true, value: converted.value, doc };
}

/** The document as it will be under the draft: its other formulas computed, each after those it reads. */
function withComputed(type: EntityType, record: RecordView, around: TrySurroundings, except: string | undefined): Doc {
  const ordered = order(type.fields);
  const doc: Doc = { ...record.doc };
  for (const key of ordered.ok ? ordered.keys : []) {
    const field = type.fields.find((each) => each.key === key);
    if (!field?.formula || key === except) continue;
    const found = run(field.formula, type, record, doc, around);
    const converted = found.ok ? toKind(found.value, field, { ...around, doc }) : null;
    if (converted?.ok && converted.value !== null) doc[key] = converted.value;
    else delete doc[key];
  }
  return doc;
}

function run(formula: string, type: EntityType, record: RecordView, doc: Doc, around: TrySurroundings) {
  const environment = {
    now: around.now,
    timeZone: around.timeZone,
    linked: (id: string) => around.linked.get(id),
    fieldsOf: (key: string) => (key === type.key ? type : around.types.find((other) => other.key === key))?.fields,
  };
  const actor = { kind: 'user', ...around.me };
  const rule = around.rule ? { before: doc, trigger: null, steps: {}, actor } : undefined;
  return evaluate(formula, contextOf({ ...record, doc }, type.fields, environment, rule));
}

/** Most linked records read to try a formula. */
const MOST_LINKED = 40;

/** Records that formulas may look into from this one. */
export function linkedIds(type: EntityType, doc: Doc): { entityType: string; id: string }[] {
  const found = type.fields.flatMap(({ key, kind, target }) => {
    if (target === undefined) return [];
    const value = doc[key];
    const ids =
      kind === 'lines' && Array.isArray(value) ? value.map((row) => (isRow(row) ? row.product : null)) : value;
    return (Array.isArray(ids) ? ids : [ids]).flatMap((id) =>
      typeof id === 'string' ? [{ entityType: target, id }] : [],
    );
  });
  const once = new Map(found.map((link) => [link.id, link]));
  return [...once.values()].slice(0, MOST_LINKED);
}
