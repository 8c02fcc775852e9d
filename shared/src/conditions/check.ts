import { secondsOf } from '../fields/duration-length.ts';
import type { Fault } from '../fields/fault.ts';
import type { JsonValue } from '../fields/field.ts';
import { isRow, type Row } from '../fields/row.ts';
import { type ConditionRule, OPERATORS, type Operator } from './condition.ts';
import type { ConditionEnvironment, ConditionSchema } from './context.ts';
import { arity, operatorsFor } from './operators.ts';
import { type FieldReference, resolveField } from './reference.ts';
import { operandLists, valuesOf } from './term.ts';
import { MAX_DEPTH, MAX_TERMS } from './tree.ts';

/** The most values one term may be compared with. */
const MAX_VALUES = 10_000;

/**
 * What is wrong with a condition: nothing, and `evaluate` and SQL mean what its writer meant.
 *
 * @param condition of any shape
 * @param options `event`: it is asked of an event, so `changed…` may be used; `path`: where it stands in the
 *   request, a JSON Pointer that begins every fault's
 * @returns faults with codes `malformed`, `unknown_field`, `operator_not_for_kind`, `operator_needs_event`,
 *   `bad_value`, `too_deep`, `too_many_terms`
 */
export function check(
  condition: JsonValue | object | undefined,
  schema: ConditionSchema,
  options: { event?: boolean; path?: string } = {},
): Fault[] {
  const path = options.path ?? '';
  const walk: Walk = {
    environment: { schema, now: '2024-01-01T00:00:00Z', timeZone: 'UTC' },
    event: options.event ?? false,
    terms: 0,
    faults: [],
  };
  checkGroup(condition as JsonValue | undefined, path, 1, walk);
  if (walk.terms > MAX_TERMS) {
    walk.faults.unshift({ path, code: 'too_many_terms', message: `A condition has at most ${MAX_TERMS} terms.` });
  }
  return walk.faults;
}

interface Walk {
  environment: ConditionEnvironment;
  event: boolean;
  terms: number;
  faults: Fault[];
}

function checkGroup(group: JsonValue | undefined, path: string, depth: number, walk: Walk): void {
  const fault = (at: string, code: string, message: string) => walk.faults.push({ path: path + at, code, message });
  if (depth > MAX_DEPTH) return void fault('', 'too_deep', `Groups are nested at most ${MAX_DEPTH} deep.`);
  if (!isRow(group)) return void fault('', 'malformed', 'A condition is an object with "combinator" and "rules".');
  unknownKeys(group, ['id', 'combinator', 'not', 'rules'], path, walk);
  if (group.combinator !== 'and' && group.combinator !== 'or')
    fault('/combinator', 'malformed', 'Must be "and" or "or".');
  if (group.not !== undefined && typeof group.not !== 'boolean') fault('/not', 'malformed', 'Must be true or false.');
  if (!Array.isArray(group.rules)) return void fault('/rules', 'malformed', 'Must be a list of terms and groups.');
  for (const [index, node] of group.rules.entries()) {
    const at = `${path}/rules/${index}`;
    if (isRow(node) && 'rules' in node) checkGroup(node, at, depth + 1, walk);
    else if (++walk.terms <= MAX_TERMS) checkTerm(node, at, walk);
  }
}

function checkTerm(node: JsonValue, path: string, walk: Walk): void {
  const fault = (at: string, code: string, message: string) => walk.faults.push({ path: path + at, code, message });
  if (!isRow(node)) return void fault('', 'malformed', 'A term is an object with "field" and "operator".');
  unknownKeys(node, ['id', 'field', 'operator', 'value', 'valueSource'], path, walk);
  const { field, valueSource, value } = node;
  const operator = OPERATORS.find((known) => known === node.operator);
  if (!operator) fault('/operator', 'malformed', `Must be one of ${OPERATORS.join(' ')}.`);
  if (valueSource !== undefined && valueSource !== 'value' && valueSource !== 'field') {
    return void fault('/valueSource', 'malformed', 'Must be "value" or "field".');
  }
  if (typeof field !== 'string') return void fault('/field', 'malformed', 'Must be the name of a field.');
  const reference = resolveField(field, walk.environment.schema);
  if (!reference) return void fault('/field', 'unknown_field', `There is no field "${field}".`);
  if (!operator) return;
  if (!operatorsFor(reference, true).includes(operator)) {
    return void fault('/operator', 'operator_not_for_kind', `"${operator}" cannot be asked of "${field}".`);
  }
  if (!walk.event && !operatorsFor(reference, false).includes(operator)) {
    return void fault('/operator', 'operator_needs_event', `"${operator}" can only be asked of an event.`);
  }
  const problem = valueProblem({ field, operator, value, valueSource }, reference, walk.environment);
  if (problem) fault('/value', 'bad_value', problem);
}

function valueProblem(
  rule: ConditionRule,
  reference: FieldReference,
  environment: ConditionEnvironment,
): string | undefined {
  if (arity(rule.operator) === 'duration') {
    if (rule.valueSource === 'field') return 'A duration cannot come from a field here.';
    const known = typeof rule.value === 'string' && secondsOf(rule.value.trim().toUpperCase()) !== undefined;
    return known ? undefined : 'Must be an ISO 8601 duration such as P14D.';
  }
  const values = valuesOf(rule);
  if (!values) return expected(rule.operator);
  if (values.length > MAX_VALUES) return `There may be at most ${MAX_VALUES} values.`;
  if (operandLists(rule, reference, environment)) return undefined;
  if (rule.valueSource === 'field') return `Must name a field that can be compared with "${rule.field}".`;
  return `Must be ${KIND_NAMES[reference.family]} to be compared with "${rule.field}".`;
}

function expected(operator: Operator): string {
  return arity(operator) === 'two'
    ? 'Must be two values.'
    : arity(operator) === 'many'
      ? 'Must be a list of values.'
      : 'Must be one value.';
}

const KIND_NAMES: { [Name in FieldReference['family']]: string } = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date (YYYY-MM-DD), a time, "$today" or "$now"',
  dateTime: 'a time (ISO 8601), a date, "$today" or "$now"',
  duration: 'an ISO 8601 duration',
  key: 'a key',
  user: 'the id of a person, "$me" or "$myTeam"',
  id: 'an id',
  rows: 'nothing',
};

function unknownKeys(node: Row, known: string[], path: string, walk: Walk): void {
  for (const key of Object.keys(node)) {
    if (!known.includes(key)) walk.faults.push({ path, code: 'malformed', message: `"${key}" is not known here.` });
  }
}
