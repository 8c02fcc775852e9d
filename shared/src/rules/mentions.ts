import type { ConditionGroup } from '../conditions/condition.ts';
import type { ConditionFields } from '../conditions/context.ts';
import type { EntityType } from '../definition/entity-type.ts';
import { pointerToken } from '../fields/fault.ts';
import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { isRow } from '../fields/row.ts';
import { isFormula } from '../formulas/formula.ts';
import { stepsOf } from './next.ts';
import type { ParameterEditor, Parameters } from './parameter.ts';
import type { Rule, Step, Trigger } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';
import { linesFieldOf, rowFields } from './steps/rows.ts';
import { viaOf } from './steps/via.ts';
import { triggerKindOf } from './triggers/kinds.ts';

/** Something outside itself that a rule names, and where. `path` is a JSON Pointer into the rule. */
export type Mention =
  /** A formula or a text with `{{ }}`, on the record of the run. */
  | { kind: 'formula'; text: string; path: string }
  | { kind: 'condition'; condition: ConditionGroup; type: ConditionFields & { key: string }; path: string }
  /** A value for a field: an option, a person, a record. */
  | { kind: 'value'; value: JsonValue; field: FieldSettings; entityType: string; path: string }
  | { kind: 'field' | 'stage' | 'funnel'; entityType: string; key: string; path: string }
  | { kind: 'entityType' | 'user' | 'team' | 'role' | 'record' | 'file'; key: string; path: string };

/**
 * Everything that a rule without faults mentions, in reading order. What a parameter holds follows from how it is
 * edited, so a new kind of trigger or step needs nothing here.
 *
 * @param typeOf the other entity types by key
 */
export function mentionsOf(
  rule: Rule,
  definition: EntityType,
  typeOf: (entityType: string) => EntityType | undefined,
): Mention[] {
  const types: Types = { definition, typeOf: (key) => (key === definition.key ? definition : typeOf(key)) };
  return [
    ...ofTrigger(rule.trigger, '/trigger', types),
    ...(rule.when ? [ofCondition(rule.when, definition, '/when')] : []),
    ...ofSteps(rule.steps, '/steps', types),
  ];
}

interface Types {
  definition: EntityType;
  typeOf(entityType: string): EntityType | undefined;
}

/** A parameter in hand. */
interface Place extends Types {
  value: unknown;
  path: string;
  /** The trigger or step that it belongs to. */
  whole: { [parameter: string]: unknown };
}

function ofSteps(steps: readonly Step[], path: string, types: Types): Mention[] {
  return steps.flatMap((step, index) => {
    const kind = stepKindOf(step.kind);
    const at = `${path}/${index}`;
    const within = (kind?.branches ?? []).flatMap((name) => ofSteps(stepsOf(step, name), `${at}/${name}`, types));
    return [...(kind ? ofParameters(kind.parameters, step, at, types) : []), ...within];
  });
}

function ofTrigger(trigger: Trigger, path: string, types: Types): Mention[] {
  return ofParameters(triggerKindOf(trigger.kind)?.parameters ?? {}, trigger, path, types);
}

function ofParameters(parameters: Parameters, whole: Place['whole'], path: string, types: Types): Mention[] {
  return Object.entries(parameters).flatMap(([name, { editor }]) => {
    const value = whole[name];
    return value === undefined ? [] : READERS[editor]({ ...types, value, path: `${path}/${name}`, whole });
  });
}

/** Whether it is a formula, or a text that holds one. */
const isWorkedOut = (value: unknown): boolean =>
  isFormula(value) || (typeof value === 'string' && String(value).includes('{{'));

type Reader = (place: Place) => Mention[];

const nothing: Reader = () => [];

/** Each text of a list, or the one. */
const texts =
  (read: (text: string, path: string, place: Place) => Mention[]): Reader =>
  (place) => {
    const { value, path } = place;
    if (!Array.isArray(value)) return typeof value === 'string' ? read(value, path, place) : [];
    return value.flatMap((each, index) => (typeof each === 'string' ? read(each, `${path}/${index}`, place) : []));
  };

/** A formula or a text with `{{ }}`; anything else is left to `plain`. */
const formulaOr = (plain?: 'user' | 'record' | 'file'): Reader =>
  texts((text, path) => {
    if (isWorkedOut(text)) return [{ kind: 'formula', text, path }];
    return plain && !text.includes('@') ? [{ kind: plain, key: text, path }] : [];
  });

const keys = (kind: 'field' | 'stage' | 'funnel', typeFor: (place: Place) => EntityType | undefined): Reader =>
  texts((key, path, place) => {
    const type = typeFor(place);
    return type ? [{ kind, entityType: type.key, key, path }] : [];
  });

const here = ({ definition }: Place): EntityType => definition;
const there = ({ whole, typeOf }: Place): EntityType | undefined => typeOf(String(whole.entityType));
const linked = (place: Place) => viaOf(String(place.whole.via), place.definition, place.typeOf);

const condition =
  (typeFor: (place: Place) => (ConditionFields & { key: string }) | undefined): Reader =>
  (place) => {
    const type = typeFor(place);
    return type && isRow(place.value as JsonValue)
      ? [ofCondition(place.value as ConditionGroup, type, place.path), ...ofFormulas(place)]
      : [];
  };

const ofCondition = (group: ConditionGroup, type: ConditionFields & { key: string }, path: string): Mention => ({
  kind: 'condition',
  condition: group,
  type,
  path,
});

const values =
  (typeFor: (place: Place) => EntityType | undefined): Reader =>
  (place) => {
    const type = typeFor(place);
    if (!type) return [];
    return Object.entries(place.value as { [key: string]: JsonValue }).flatMap(([key, value]): Mention[] => {
      const path = `${place.path}/${pointerToken(key)}`;
      const field = type.fields.find((each) => each.key === key);
      const named: Mention = { kind: 'field', entityType: type.key, key, path };
      if (isWorkedOut(value)) return [named, { kind: 'formula', text: String(value), path }];
      return field ? [named, { kind: 'value', value, field, entityType: type.key, path }] : [named];
    });
  };

/** Formulas and texts wherever they stand in a JSON value. */
function ofFormulas({ value, path }: Pick<Place, 'value' | 'path'>): Mention[] {
  if (isWorkedOut(value)) return [{ kind: 'formula', text: String(value), path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    ofFormulas({ value: part, path: `${path}/${pointerToken(key)}` }),
  );
}

function ofAssignment(place: Place): Mention[] {
  if (typeof place.value === 'string') return formulaOr('user')(place);
  const { pool, rules = [] } = place.value as { pool?: unknown; rules?: { when: ConditionGroup; to: unknown }[] };
  const path = `${place.path}/pool`;
  const team: Mention[] = typeof pool === 'string' ? [{ kind: 'team', key: pool, path }] : [];
  const people = Array.isArray(pool) ? formulaOr('user')({ ...place, value: pool, path }) : [];
  const chosen = rules.flatMap(({ when, to }, index) => [
    ofCondition(when, place.definition, `${place.path}/rules/${index}/when`),
    ...formulaOr('user')({ ...place, value: to, path: `${place.path}/rules/${index}/to` }),
  ]);
  return [...team, ...people, ...chosen];
}

function ofAwaited({ value, path, definition, typeOf }: Place): Mention[] {
  if (isWorkedOut(value)) return [{ kind: 'formula', text: String(value), path }];
  if (typeof value !== 'object' || value === null) return [];
  const { event } = value as { event?: Trigger };
  return event ? ofTrigger(event, `${path}/event`, { definition, typeOf }) : [];
}

function ofVia(place: Place): Mention[] {
  const via = linked(place);
  const type = via?.direction === 'in' ? via.type : place.definition;
  return via ? [{ kind: 'field', entityType: type.key, key: via.field.key, path: place.path }] : [];
}

function ofMove(place: Place): Mention[] {
  const to = place.value as { stage?: unknown; funnel?: unknown };
  const type = (): EntityType | undefined => linked(place)?.type;
  return [
    ...keys('stage', type)({ ...place, value: to.stage, path: `${place.path}/stage` }),
    ...keys('funnel', type)({ ...place, value: to.funnel, path: `${place.path}/funnel` }),
  ];
}

/** Rows have no type of their own: what a condition on them names are columns. */
function rowType({ whole, definition }: Place): (ConditionFields & { key: string }) | undefined {
  const field = linesFieldOf(whole.field, definition);
  return field && { ...rowFields(field), key: '' };
}

const READERS: { readonly [Editor in ParameterEditor]: Reader } = {
  text: formulaOr(),
  longText: formulaOr(),
  plain: nothing,
  url: formulaOr(),
  number: formulaOr(),
  boolean: nothing,
  choice: nothing,
  formula: formulaOr(),
  person: formulaOr('user'),
  people: formulaOr('user'),
  recipients: formulaOr('user'),
  assignment: ofAssignment,
  approvalMode: nothing,
  span: nothing,
  offset: nothing,
  due: formulaOr(),
  waitFor: ofAwaited,
  moment: (place) => (isFormula(place.value) ? formulaOr()(place) : keys('field', here)(place)),
  time: nothing,
  cron: nothing,
  timeZone: nothing,
  funnel: keys('funnel', here),
  stage: keys('stage', here),
  stages: keys('stage', here),
  fields: keys('field', here),
  dateField: keys('field', here),
  linkField: ofVia,
  linesField: keys('field', here),
  values: values(here),
  otherValues: values(there),
  linkedValues: values((place) => linked(place)?.type),
  linkedMove: ofMove,
  entityType: texts((key, path) => [{ kind: 'entityType', key, path }]),
  otherFunnel: keys('funnel', there),
  otherStage: keys('stage', there),
  otherLinkField: keys('field', there),
  condition: condition(here),
  otherCondition: condition(there),
  rowCondition: condition(rowType),
  product: formulaOr('record'),
  checklist: formulaOr(),
  tags: formulaOr(),
  roles: texts((key, path) => [{ kind: 'role', key, path }]),
  headers: ofFormulas,
  body: ofFormulas,
  files: formulaOr('file'),
};
