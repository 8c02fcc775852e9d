import { check as checkCondition } from '../conditions/check.ts';
import type { ConditionSchema } from '../conditions/context.ts';
import { isDeep } from '../definition/depth.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { Fault } from '../fields/fault.ts';
import { check as checkFormula } from '../formulas/check.ts';
import type { FeelType, Scope } from '../formulas/formula.ts';
import { scopeOf } from '../formulas/scope.ts';
import { checkText } from '../formulas/texts.ts';
import { stepsOf } from './next.ts';
import { type Reference, referencesOf } from './references.ts';
import type { Rule, Step, Trigger } from './rule.ts';
import { ruleFaults, stepFaults, triggerFaults } from './schema.ts';
import type { StepCheck, StepKind } from './steps/kind.ts';
import { stepKindOf } from './steps/kinds.ts';
import { mayWaitFor, triggerKindOf } from './triggers/kinds.ts';

/** Deepest nesting of steps. */
const DEEPEST = 20;

/** Deepest nesting of a whole rule: what steps, their conditions and a request's body need, with room. */
const DEEPEST_DOCUMENT = 120;

/**
 * What is wrong with a rule, everything at once: its shape, trigger, condition, steps, formulas and texts. A rule
 * without faults can still fail where a record lacks what it needs; its run says so.
 *
 * @param document of any shape, as it was sent
 * @param typeOf the other entity types by key, for links
 */
export function checkRule(
  document: unknown,
  definition: EntityType,
  typeOf: (entityType: string) => EntityType | undefined,
): Fault[] {
  if (isDeep(document, DEEPEST_DOCUMENT)) {
    return [{ path: '', code: 'too_deep', message: `A rule is nested at most ${DEEPEST_DOCUMENT} deep.` }];
  }
  const misshapen = ruleFaults(document);
  if (misshapen.some(hidesMore)) return misshapen;
  const rule = document as Rule;
  const linkedType = (key: string) => (key === definition.key ? definition : typeOf(key));
  const event = hasEvent(rule.trigger);
  const walk: Walk = {
    definition,
    event,
    typeOf: linkedType,
    schema: { fields: definition.fields, funnels: definition.funnels, linkedType },
    scope: scopeOf(definition.fields, { fieldsOf: (key) => linkedType(key)?.fields, rule: true }),
    names: new Map(),
  };
  const faults = [
    ...misshapen,
    ...checkTrigger(rule.trigger, definition, '/trigger'),
    ...(rule.when === undefined ? [] : checkCondition(rule.when, walk.schema, { event, path: '/when' })),
    ...checkSteps(rule.steps, '/steps', walk, {}, 1).faults,
  ];
  return faults.length > 0 ? faults : strayPlaces(rule, definition, linkedType);
}

/** Whether what a fault leaves of the document is nothing to look into; a wrong name or an unknown key is no reason. */
const hidesMore = ({ path, code }: Fault): boolean =>
  path === '' || (/^\/(trigger|when|steps)(\/|$)/.test(path) && code !== 'too_few');

interface Walk extends Pick<StepCheck, 'definition' | 'typeOf'> {
  /** Something happened to the record, so that conditions may ask what changed. */
  event: boolean;
  schema: ConditionSchema;
  scope: Scope;
  /** Every name under `steps` so far, with what gave it: a name is given once. */
  names: Map<string, 'step' | 'answer'>;
}

function checkTrigger(trigger: Trigger, definition: EntityType, path: string): Fault[] {
  const misshapen = triggerFaults(trigger, path);
  if (misshapen.length > 0) return misshapen;
  return triggerKindOf(trigger.kind)?.check(trigger, definition, path) ?? [];
}

/** Stages and funnels that conditions compare with and that no type has: a condition alone may ask for anything. */
function strayPlaces(rule: Rule, definition: EntityType, typeOf: StepCheck['typeOf']): Fault[] {
  const { stages, funnels } = referencesOf(rule, definition, typeOf);
  const stray = (places: Reference[], what: 'stage' | 'funnel'): Fault[] =>
    places
      .filter(({ entityType, key }) => !namesOf(typeOf(entityType), what).includes(key))
      .map(({ key, path }) => ({ path, code: `unknown_${what}`, message: `There is no ${what} "${key}".` }));
  return [...stray(stages, 'stage'), ...stray(funnels, 'funnel')];
}

const namesOf = ({ funnels = [] }: Pick<EntityType, 'funnels'> = {}, what: 'stage' | 'funnel'): string[] =>
  (what === 'funnel' ? funnels : funnels.flatMap(({ stages }) => stages)).map(({ key }) => key);

/** Time sets some rules off: then nothing has just changed. */
const hasEvent = ({ kind }: Trigger): boolean => triggerKindOf(kind)?.byTime !== true;

function checkAwaited(trigger: Trigger, definition: EntityType, path: string): Fault[] {
  const kind = triggerKindOf(trigger.kind);
  if (!kind || mayWaitFor(kind)) return checkTrigger(trigger, definition, path);
  return [{ path: `${path}/kind`, code: 'not_allowed', message: 'A step waits for an event of the record only.' }];
}

/** What formulas find under `steps`, by name. */
interface Given {
  [name: string]: FeelType;
}

/** @param earlier what formulas of the first of these steps find under `steps` */
function checkSteps(
  steps: readonly Step[],
  path: string,
  walk: Walk,
  earlier: Given,
  depth: number,
): { faults: Fault[]; given: Given } {
  if (steps.length > 0 && depth > DEEPEST) {
    return { faults: [{ path, code: 'too_deep', message: `Steps are nested at most ${DEEPEST} deep.` }], given: {} };
  }
  const faults: Fault[] = [];
  const given: Given = {};
  for (const [index, step] of steps.entries()) {
    // A list of something else has a fault already, where the step that holds it was looked at.
    if (typeof step !== 'object' || step === null) continue;
    const at = `${path}/${index}`;
    const misshapen = stepFaults(step, at);
    const kind = stepKindOf(step.kind);
    const known = { ...earlier, ...given };
    faults.push(...misshapen);
    if (kind && misshapen.length === 0) faults.push(...kind.check(step, checkOf(walk, known), at));
    faults.push(...repeated(step.id, `${at}/id`, 'step', walk));
    const answer = kind?.names === undefined ? undefined : step[kind.names];
    if (typeof answer === 'string') faults.push(...repeated(answer, `${at}/${kind?.names}`, 'answer', walk));
    const own = [step.id, answer].filter((name) => typeof name === 'string');
    const type = givenBy(kind);
    const gave = Object.fromEntries(own.map((name): [string, FeelType] => [name, type]));
    Object.assign(given, gave);
    for (const branch of kind?.branches ?? []) {
      const within = checkSteps(stepsOf(step, branch), `${at}/${branch}`, walk, { ...known, ...gave }, depth + 1);
      faults.push(...within.faults);
      Object.assign(given, within.given);
    }
  }
  return { faults, given };
}

/** Steps of one branch do not see those of its sibling, which has not run; those after both see what there may be. */
function checkOf({ definition, typeOf, event, schema, scope }: Walk, earlier: Given): StepCheck {
  const known: Scope = { ...scope, steps: { entries: earlier } };
  return {
    definition,
    typeOf,
    formula: (text, path, result) =>
      checkFormula(text, known, { path, ...(result && 'what' in result ? { wanted: result } : { field: result }) }),
    text: (text, path) => checkText(text, known, path),
    condition: (value, path, type) =>
      checkCondition(value as object, type ? { linkedType: typeOf, ...type } : schema, {
        event: event && type === undefined,
        path,
      }),
    trigger: (trigger, path) => checkAwaited(trigger as Trigger, definition, path),
  };
}

/** What formulas find under the name of a step of a kind. */
function givenBy({ gives }: Partial<StepKind> = {}): FeelType {
  return gives ? { entries: Object.fromEntries(gives.map((name): [string, FeelType] => [name, 'any'])) } : 'any';
}

/** `steps.<name>` is one thing. */
function repeated(name: unknown, path: string, what: 'step' | 'answer', { names }: Walk): Fault[] {
  if (typeof name !== 'string') return [];
  const known = names.get(name);
  names.set(name, what);
  if (known === undefined) return [];
  const message =
    known === 'step' ? `Another step has the id "${name}".` : `What another step gives is called "${name}".`;
  return [{ path, code: 'duplicate', message }];
}
