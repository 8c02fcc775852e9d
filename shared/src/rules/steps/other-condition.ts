import type { ConditionGroup, ConditionRule } from '../../conditions/condition.ts';
import { operatorsFor } from '../../conditions/operators.ts';
import { resolveField } from '../../conditions/reference.ts';
import { isGroup } from '../../conditions/tree.ts';
import type { EntityType } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { JsonValue } from '../../fields/field.ts';
import { isRow } from '../../fields/row.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Planning, StepCheck } from './kind.ts';

/**
 * Faults of a condition on records of another type. Its values may be formulas, which speak of the record of the run:
 * `{"field": "company", "operator": "=", "value": "= company"}` asks for records of the same company.
 */
export function otherConditionFaults(condition: unknown, type: EntityType, about: StepCheck, path: string): Fault[] {
  const formulas: Fault[] = [];
  // A formula's value is not known yet: whether the field takes the operator is asked without it.
  const constant = (node: JsonValue, at: string): JsonValue => {
    if (!isRow(node)) return node;
    if (Array.isArray(node.rules)) {
      return { ...node, rules: node.rules.map((rule, index) => constant(rule, `${at}/rules/${index}`)) };
    }
    const { value, valueSource: _, ...term } = node;
    const found = valuesIn(value).filter(({ given }) => isFormula(given));
    if (found.length === 0) return node;
    formulas.push(...found.flatMap(({ given, at: own }) => about.formula(String(given), `${at}/value${own}`)));
    return takes(term, type, about) ? { ...term, operator: 'notNull' } : node;
  };
  const faults = about.condition(constant(condition as JsonValue, path), path, {
    fields: type.fields,
    funnels: type.funnels,
  });
  return [...faults, ...formulas];
}

function takes({ field, operator }: { [name: string]: JsonValue }, type: EntityType, about: StepCheck): boolean {
  const schema = { fields: type.fields, funnels: type.funnels, linkedType: about.typeOf };
  const reference = typeof field === 'string' ? resolveField(field, schema) : undefined;
  return reference !== undefined && operatorsFor(reference, false).some((known) => known === operator);
}

function valuesIn(value: JsonValue | undefined): { given: JsonValue; at: string }[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((given, index) => ({ given, at: `/${index}` })) : [{ given: value, at: '' }];
}

/** The condition with what its formulas give; a formula that comes to nothing fails. */
export function otherCondition(condition: ConditionGroup, planning: Pick<Planning, 'value'>): Given<ConditionGroup> {
  const rules: ConditionGroup['rules'] = [];
  for (const node of condition.rules) {
    const found = isGroup(node) ? otherCondition(node, planning) : termOf(node, planning);
    if (!found.ok) return found;
    rules.push(found.value);
  }
  return { ok: true, value: { ...condition, rules } };
}

function termOf(term: ConditionRule, planning: Pick<Planning, 'value'>): Given<ConditionRule> {
  const values: JsonValue[] = [];
  const given = valuesIn(term.value);
  if (!given.some((each) => isFormula(each.given))) return { ok: true, value: term };
  for (const each of given) {
    const found = planning.value(each.given);
    if (!found.ok) return found;
    if (found.value === null)
      return { ok: false, reason: `${term.field}: what it is to be compared with came out empty.` };
    values.push(found.value);
  }
  const plain = values.flat().map(idOf);
  return {
    ok: true,
    value: { ...term, value: Array.isArray(term.value) || plain.length !== 1 ? plain : (plain[0] ?? null) },
  };
}

/** A linked record, which formulas have with its fields, is compared by its id. */
const idOf = (value: JsonValue): JsonValue => (isRow(value) && typeof value.id === 'string' ? value.id : value);
