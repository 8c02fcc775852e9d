import type { EntityType } from '../definition/entity-type.ts';
import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { contextOf, type RuleNames } from '../formulas/context.ts';
import { evaluate } from '../formulas/evaluate.ts';
import { type Evaluation, type FeelContext, isFormula } from '../formulas/formula.ts';
import { nullMeaning } from '../formulas/result.ts';
import { renderText, type TextSettings } from '../formulas/texts.ts';
import { toKind } from '../formulas/to-kind.ts';
import { jsonOf } from '../formulas/values.ts';
import type { LinkedRecord, OrganizationSettings } from '../process/command.ts';
import type { RecordState } from '../process/record.ts';
import type { Given, Into, Planning } from './steps/kind.ts';

/** Everything a step of a run may ask for, loaded beforehand. */
export interface RunContext {
  definition: EntityType;
  typeOf: (entityType: string) => EntityType | undefined;
  /** As it is now. */
  record: RecordState;
  /** As it was before the event that set the run off; null where that made it. Absent where time did: nothing changed. */
  before?: RecordState | null;
  linked: (recordId: string) => LinkedRecord | undefined;
  /** Data of what set the run off, such as the values of a form; none where absent. */
  trigger?: JsonValue;
  /** What earlier steps gave, by id and by the names they were given: see `outputsOf`. */
  steps: { [id: string]: JsonValue };
  actor: RuleNames['actor'];
  /** ISO 8601 in UTC. */
  now: string;
  organization: OrganizationSettings;
  /** Address of the record in the browser. */
  url: string;
  /** BCP 47: how texts write numbers and dates. */
  locale: string;
}

/** What planning a step of a run goes by. */
export function planningOf(run: RunContext): Planning {
  const { definition, record, before, organization, now, trigger = null } = run;
  const { timeZone, currency } = organization;
  const names = contextOf(
    record,
    definition.fields,
    { now, timeZone, linked: run.linked, fieldsOf: (key) => run.typeOf(key)?.fields, url: run.url },
    { before: before?.doc ?? null, trigger, steps: run.steps, actor: run.actor },
  );
  return {
    definition,
    typeOf: run.typeOf,
    record,
    linked: run.linked,
    now,
    timeZone,
    currency,
    conditions: {
      schema: { fields: definition.fields, funnels: definition.funnels, linkedType: run.typeOf },
      record,
      ...(before === undefined ? {} : { before }),
      linked: run.linked,
      me: null,
      now,
      timeZone,
    },
    value: (parameter) => given(parameter, names, timeZone),
    valueFor: (parameter, field, { doc = record.doc, copies = false }: Into = {}) =>
      valueFor(parameter, field, names, { timeZone, currency, doc }, copies),
    text: (template, settings) => textOf(template, names, { ...settings, locale: run.locale }),
  };
}

type Gave = Extract<Evaluation, { ok: true }>;

/** Nothing is a value here, except where a part of the formula that was to be worked with could not be had. */
function given(parameter: unknown, names: FeelContext, timeZone: string): Given<JsonValue> {
  if (!isFormula(parameter)) return { ok: true, value: (parameter ?? null) as JsonValue };
  const result = evaluate(parameter, names);
  if (!result.ok) return result;
  if (result.value === null && result.warnings.length > 0) {
    const { named, copied } = nullMeaning(parameter, names);
    if (!named && !copied) return nothing(result);
  }
  return { ok: true, value: jsonOf(result.value, timeZone) };
}

/**
 * A value as its field stores it. Contract section 6: a formula that comes to nothing fails its step. Two do not: one
 * whose writer named nothing as a result (`= null`, `= if paid then null else due`), which clears the field; and, where
 * `copies` allows it, one that only hands on what stands somewhere (`= phone`), which leaves the field empty.
 */
function valueFor(
  parameter: unknown,
  field: FieldSettings,
  names: FeelContext,
  context: Parameters<typeof toKind>[2],
  copies: boolean,
): Given<JsonValue> {
  if (!isFormula(parameter)) return { ok: true, value: (parameter ?? null) as JsonValue };
  const result = evaluate(parameter, names);
  if (!result.ok) return result;
  if (result.value === null) {
    const { named, copied } = nullMeaning(parameter, names);
    return named || (copies && copied) ? { ok: true, value: null } : nothing(result);
  }
  return toKind(result.value, field, context);
}

const nothing = ({ warnings: [warning] }: Gave): Given<never> => ({
  ok: false,
  reason: warning?.message ?? 'The formula came out empty.',
});

function textOf(template: unknown, names: FeelContext, settings: TextSettings): Given<string> {
  if (typeof template !== 'string') return { ok: true, value: '' };
  const result = renderText(template, names, settings);
  return result.ok ? { ok: true, value: result.text } : { ok: false, reason: result.reason };
}
