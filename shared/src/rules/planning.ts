import type { EntityType } from '../definition/entity-type.ts';
import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { contextOf, type RuleNames } from '../formulas/context.ts';
import { evaluate } from '../formulas/evaluate.ts';
import { type FeelContext, isFormula } from '../formulas/formula.ts';
import { renderText } from '../formulas/texts.ts';
import { toKind } from '../formulas/to-kind.ts';
import { jsonOf } from '../formulas/values.ts';
import type { LinkedRecord, OrganizationSettings } from '../process/command.ts';
import type { RecordState } from '../process/record.ts';
import type { Given, Planning } from './steps/kind.ts';

/** Everything a step of a run may ask for, loaded beforehand. */
export interface RunContext {
  definition: EntityType;
  typeOf: (entityType: string) => EntityType | undefined;
  /** As it is now. */
  record: RecordState;
  /** As it was before the event that set the run off; null where that made it. */
  before: RecordState | null;
  linked: (recordId: string) => LinkedRecord | undefined;
  /** What earlier steps gave, by id. */
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
  const { definition, record, before, organization, now } = run;
  const { timeZone, currency } = organization;
  const names = contextOf(
    record,
    definition.fields,
    { now, timeZone, linked: run.linked, fieldsOf: (key) => run.typeOf(key)?.fields, url: run.url },
    { before: before?.doc ?? null, trigger: null, steps: run.steps, actor: run.actor },
  );
  return {
    definition,
    record,
    now,
    timeZone,
    conditions: {
      schema: { fields: definition.fields, funnels: definition.funnels, linkedType: run.typeOf },
      record,
      before,
      linked: run.linked,
      me: null,
      now,
      timeZone,
    },
    value: (parameter) => given(parameter, names, timeZone),
    valueFor: (parameter, field) => valueFor(parameter, field, names, { timeZone, currency, doc: record.doc }),
    text: (template) => textOf(template, names, run.locale),
  };
}

function given(parameter: unknown, names: FeelContext, timeZone: string): Given<JsonValue> {
  if (!isFormula(parameter)) return { ok: true, value: (parameter ?? null) as JsonValue };
  const result = evaluate(parameter, names);
  return result.ok ? { ok: true, value: jsonOf(result.value, timeZone) } : result;
}

/** A formula that gives nothing, because a part of it could not be had, fails and says which; plain null clears. */
function valueFor(
  parameter: unknown,
  field: FieldSettings,
  names: FeelContext,
  context: Parameters<typeof toKind>[2],
): Given<JsonValue> {
  if (!isFormula(parameter)) return { ok: true, value: (parameter ?? null) as JsonValue };
  const result = evaluate(parameter, names);
  if (!result.ok) return result;
  const [warning] = result.warnings;
  if (result.value === null && warning) return { ok: false, reason: warning.message };
  return toKind(result.value, field, context);
}

function textOf(template: unknown, names: FeelContext, locale: string): Given<string> {
  if (typeof template !== 'string') return { ok: true, value: '' };
  const result = renderText(template, names, { locale });
  return result.ok ? { ok: true, value: result.text } : { ok: false, reason: result.reason };
}
