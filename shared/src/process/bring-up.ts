import type { ConversionPlan } from '../definition/conversion.ts';
import { type ConvertContext, type Converted, convertValue } from '../definition/convert-value.ts';
import { canHold, isComputed } from '../definition/document.ts';
import type { Field } from '../definition/entity-type.ts';
import { isTerminal, stageOf } from '../definition/stage.ts';
import type { Place } from '../definition/stage-map.ts';
import { autonumberText } from '../fields/autonumber.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import { changesBetween } from './changes.ts';
import type { BroughtUp, CommandContext, PutAside, VisitChange } from './command.ts';
import { compute } from './compute.ts';
import type { RecordEvent } from './event.ts';
import type { RecordState, SetAside, SetAsideValue } from './record.ts';
import { titleOf } from './title.ts';

export interface BringUpContext extends Pick<CommandContext, 'now' | 'definitionVersion' | 'organization'> {
  nameOf?: (id: string) => string | undefined;
  /** Where the record stands under the new definition. */
  place: Place;
  /** The definition of an earlier version: of values set aside, which may now have a place again. */
  fieldOf: (version: number, key: string) => Field | undefined;
  /** Fields whose new value another record holds already, though it be unique. */
  taken?: ReadonlySet<string>;
  /** Absent: computed fields are left as they are where their kind allows it. */
  command?: CommandContext;
}

/**
 * A record of an earlier definition as the present one has it: values converted, those that cannot be set aside with
 * the reason, those set aside before taken back where they now fit, the card moved out of a stage that is gone.
 * Nothing a person entered is lost, and nothing is rounded.
 */
export function bringUp(plan: ConversionPlan, record: RecordState, context: BringUpContext): BroughtUp {
  const values: ConvertContext = { ...context.organization, doc: record.doc, nameOf: context.nameOf };
  const converted = convertDoc(plan, record, values, context.taken);
  const taken = takeBack(plan, converted.doc, converted.setAside, values, context);
  const filled = fill(plan, taken.doc, record);
  const doc = plan.computes ? computed(plan, { ...record, doc: filled }, context) : filled;
  const place = placed(plan, record, context);
  const next: RecordState = {
    ...record,
    ...place.state,
    doc,
    title: titleOf(plan.to, doc, record.number),
    ...asideOf(taken.setAside),
  };
  if (isSame(record, next)) return { record, aside: [], events: [] };
  const changes = changesBetween(record.doc, doc);
  const { now: updatedAt, definitionVersion } = context;
  return {
    record: { ...next, definitionVersion, version: record.version + 1, updatedAt },
    aside: converted.aside,
    events: [...(changes ? [{ kind: 'record.converted', ...changes } as const] : []), ...place.events],
    ...(place.visit ? { visit: place.visit } : {}),
  };
}

const asideOf = (setAside: SetAside): { setAside: SetAside | undefined } => ({
  setAside: Object.keys(setAside).length === 0 ? undefined : setAside,
});

function isSame(before: RecordState, after: RecordState): boolean {
  const same = (['funnel', 'stage', 'closedAt', 'title'] as const).every((name) => before[name] === after[name]);
  const aside = JSON.stringify(before.setAside ?? null) === JSON.stringify(after.setAside ?? null);
  return same && aside && changesBetween(before.doc, after.doc) === null;
}

function convertDoc(
  plan: ConversionPlan,
  record: RecordState,
  values: ConvertContext,
  taken?: ReadonlySet<string>,
): { doc: Doc; setAside: SetAside; aside: PutAside[] } {
  const doc = { ...record.doc };
  const setAside: SetAside = { ...record.setAside };
  const aside: PutAside[] = [];
  for (const { from, to } of plan.fields) {
    const value = doc[from.key];
    if (value === undefined) continue;
    const result = taken?.has(from.key) ? TAKEN : convertedOrNot(from, to, value, values);
    delete doc[from.key];
    if (result.ok) {
      if (result.value !== undefined) doc[from.key] = result.value;
      continue;
    }
    const { code, message: reason } = result;
    aside.push({ field: from.key, value, code, reason });
    const kept = { value, kind: from.kind, version: record.definitionVersion, code, reason };
    setAside[from.key] = stacked(kept, setAside[from.key]);
  }
  return { doc, setAside, aside };
}

const TAKEN: Converted = { ok: false, code: 'duplicate', message: 'Another record has this value already.' };

/** A value set aside twice for one field keeps the earlier one behind it. */
function stacked(value: SetAsideValue, before: SetAsideValue | undefined): SetAsideValue {
  if (!before) return value;
  const { earlier = [], ...last } = before;
  return { ...value, earlier: [last, ...earlier] };
}

function convertedOrNot(from: Field, to: Field | null, value: JsonValue, values: ConvertContext): Converted {
  if (!to) return { ok: false, code: 'field_removed', message: 'The field is gone.' };
  if (isComputed(to)) {
    return isComputed(from)
      ? { ok: true }
      : { ok: false, code: 'field_computed', message: 'The field is computed now.' };
  }
  return convertValue(from, to, value, values);
}

/** Values set aside earlier for which there is a place again, as after going back to an earlier version. */
function takeBack(
  plan: ConversionPlan,
  doc: Doc,
  setAside: SetAside,
  values: ConvertContext,
  { fieldOf, definitionVersion }: BringUpContext,
): { doc: Doc; setAside: SetAside } {
  const next = { ...doc };
  const left: SetAside = {};
  const changed = new Set([...plan.fields.map(({ to }) => to?.key), ...addedTo(plan)]);
  for (const [key, kept] of Object.entries(setAside)) {
    const to = plan.to.fields.find((field) => field.key === key);
    const from = kept.version < definitionVersion ? fieldOf(kept.version, key) : undefined;
    const fits = to && from && changed.has(key) && next[key] === undefined && !isComputed(to);
    const back = fits ? convertValue(from, to, kept.value, values) : undefined;
    if (back?.ok && back.value !== undefined) {
      next[key] = back.value;
      const [older, ...rest] = kept.earlier ?? [];
      if (older) left[key] = rest.length > 0 ? { ...older, earlier: rest } : older;
    } else left[key] = kept;
  }
  return { doc: next, setAside: left };
}

function addedTo({ from, to }: ConversionPlan): string[] {
  const old = new Set(from.fields.map(({ key }) => key));
  return to.fields.filter(({ key }) => !old.has(key)).map(({ key }) => key);
}

function fill({ fills }: ConversionPlan, doc: Doc, { number }: RecordState): Doc {
  const next = { ...doc };
  for (const field of fills) {
    if (!kindOf(field).empty(next[field.key])) continue;
    if (field.kind === 'autonumber') next[field.key] = autonumberText(field, number);
    else if (field.default !== undefined && canHold(field, field.default)) next[field.key] = field.default;
  }
  return next;
}

/** Without what a computation may look at, results stay that the field can still hold. */
function computed({ to, from }: ConversionPlan, record: RecordState, { command }: BringUpContext): Doc {
  const known = new Set(to.fields.map(({ key }) => key));
  const gone = from.fields.filter((field) => isComputed(field) && !known.has(field.key));
  const doc = { ...record.doc };
  for (const { key } of gone) delete doc[key];
  if (command) return compute(to, { ...record, doc }, { fields: 'all', attributes: new Set() }, command);
  for (const field of to.fields) {
    const value = doc[field.key];
    if (isComputed(field) && value !== undefined && !canHold(field, value)) delete doc[field.key];
  }
  return doc;
}

type PlacedState = Pick<RecordState, 'funnel' | 'stage' | 'stageEnteredAt' | 'closedAt'>;

function placed(
  { to }: ConversionPlan,
  record: RecordState,
  { place, now }: BringUpContext,
): { state: PlacedState; events: RecordEvent[]; visit?: VisitChange } {
  const { funnel, stage, stageEnteredAt } = record;
  const found = stageOf(to, place.funnel, place.stage);
  const stays = place.funnel === funnel && place.stage === stage;
  const closedAt =
    !found || isTerminal(found.stage) === (record.closedAt !== null)
      ? record.closedAt
      : endOf(found.stage, record, now, stays);
  if (stays || !found) return { state: { funnel, stage, stageEnteredAt, closedAt }, events: [] };
  const entered = { funnel: found.funnel.key, stage: found.stage.key };
  const seconds = stageEnteredAt === null ? null : Math.max(0, (Date.parse(now) - Date.parse(stageEnteredAt)) / 1000);
  return {
    state: { ...entered, stageEnteredAt: now, closedAt },
    events: [{ kind: 'record.moved', from: { funnel, stage }, to: entered, seconds }],
    visit: {
      ...(funnel !== null && stage !== null ? { left: { funnel, stage, at: now } } : {}),
      entered: { ...entered, at: now },
    },
  };
}

/** A stage that now ends cards ended those in it when they came. */
function endOf(
  stage: Parameters<typeof isTerminal>[0],
  record: RecordState,
  now: string,
  stays: boolean,
): string | null {
  if (!isTerminal(stage)) return null;
  return stays ? (record.stageEnteredAt ?? now) : now;
}
