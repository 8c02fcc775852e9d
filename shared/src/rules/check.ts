import { check as checkCondition } from '../conditions/check.ts';
import type { ConditionSchema } from '../conditions/context.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { Fault } from '../fields/fault.ts';
import { check as checkFormula } from '../formulas/check.ts';
import { scopeOf } from '../formulas/scope.ts';
import { checkText } from '../formulas/texts.ts';
import { stepsOf } from './next.ts';
import type { Rule, Step } from './rule.ts';
import { ruleFaults, stepFaults, triggerFaults } from './schema.ts';
import type { StepCheck } from './steps/kind.ts';
import { stepKindOf } from './steps/kinds.ts';
import { triggerKindOf } from './triggers/kinds.ts';

/** Deepest nesting of steps. */
const DEEPEST = 20;

/**
 * What is wrong with a rule, everything at once: its shape, trigger, condition, steps, formulas and texts.
 *
 * @param document of any shape, as it was sent
 * @param typeOf the other entity types by key, for links
 */
export function checkRule(
  document: unknown,
  definition: EntityType,
  typeOf: (entityType: string) => EntityType | undefined,
): Fault[] {
  const misshapen = ruleFaults(document);
  if (misshapen.length > 0) return misshapen;
  const rule = document as Rule;
  const linkedType = (key: string) => (key === definition.key ? definition : typeOf(key));
  const schema: ConditionSchema = { fields: definition.fields, funnels: definition.funnels, linkedType };
  const scope = scopeOf(definition.fields, { fieldsOf: (key) => linkedType(key)?.fields, rule: true });
  const condition = (value: unknown, path: string) => checkCondition(value as object, schema, { event: true, path });
  const about: StepCheck = {
    definition,
    formula: (text, path, field) => checkFormula(text, scope, { path, field }),
    text: (text, path) => checkText(text, scope, path),
    condition,
  };
  return [
    ...checkTrigger(rule, definition),
    ...(rule.when === undefined ? [] : condition(rule.when, '/when')),
    ...checkSteps(rule.steps, '/steps', about, 1),
    ...repeatedIds(rule.steps, '/steps', new Set()),
  ];
}

function checkTrigger({ trigger }: Rule, definition: EntityType): Fault[] {
  const misshapen = triggerFaults(trigger, '/trigger');
  if (misshapen.length > 0) return misshapen;
  return triggerKindOf(trigger.kind)?.check(trigger, definition, '/trigger') ?? [];
}

function checkSteps(steps: readonly Step[], path: string, about: StepCheck, depth: number): Fault[] {
  if (steps.length > 0 && depth > DEEPEST)
    return [{ path, code: 'too_deep', message: `Steps are nested at most ${DEEPEST} deep.` }];
  return steps.flatMap((step, index) => {
    const at = `${path}/${index}`;
    const misshapen = stepFaults(step, at);
    const kind = stepKindOf(step.kind);
    if (!kind || misshapen.length > 0) return misshapen;
    const within = (kind.branches ?? []).flatMap((name) =>
      checkSteps(stepsOf(step, name), `${at}/${name}`, about, depth + 1),
    );
    return [...kind.check(step, about, at), ...within];
  });
}

/** `steps.<id>` names one step, so an id is given once. */
function repeatedIds(steps: readonly Step[], path: string, seen: Set<string>): Fault[] {
  return steps.flatMap((step, index) => {
    const at = `${path}/${index}`;
    const message = `Another step has the id "${String(step.id)}".`;
    const own = seen.has(step.id) ? [{ path: `${at}/id`, code: 'duplicate', message }] : [];
    seen.add(step.id);
    const branches = stepKindOf(step.kind)?.branches ?? [];
    return [...own, ...branches.flatMap((name) => repeatedIds(stepsOf(step, name), `${at}/${name}`, seen))];
  });
}
