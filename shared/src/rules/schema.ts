import { compileSchema, type SchemaCheck } from '../definition/validator.ts';
import type { Fault } from '../fields/fault.ts';
import { schemaOf } from './parameter.ts';
import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';
import { triggerKindOf } from './triggers/kinds.ts';

export const KEY = { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9_-]*$', maxLength: 63 };

const ruleShape = compileSchema({
  type: 'object',
  required: ['key', 'name', 'enabled', 'trigger', 'steps'],
  additionalProperties: false,
  properties: {
    key: KEY,
    name: { type: 'string', minLength: 1, maxLength: 200, pattern: '\\S' },
    description: { type: 'string', maxLength: 5_000 },
    enabled: { type: 'boolean' },
    trigger: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    when: { type: 'object' },
    steps: { type: 'array', minItems: 1, maxItems: 200, items: { type: 'object' } },
  },
});

/** Faults of a rule's own shape, without its trigger's and steps' parameters. */
export const ruleFaults = (rule: unknown): Fault[] => ruleShape(rule, '');

const shapes = new Map<string, SchemaCheck>();

/** Faults of a trigger's parameters. */
export function triggerFaults(trigger: Rule['trigger'], path: string): Fault[] {
  const kind = triggerKindOf(trigger.kind);
  if (!kind) {
    return [{ path: `${path}/kind`, code: 'unknown_kind', message: `Etapa has no trigger "${trigger.kind}".` }];
  }
  const { properties, required } = schemaOf(kind.parameters);
  return shapeOf(`trigger ${kind.kind}`, { kind: {}, ...properties }, ['kind', ...required])(trigger, path);
}

/** Faults of a step's parameters, without those of steps within it. */
export function stepFaults(step: Step, path: string): Fault[] {
  const kind = stepKindOf(step.kind);
  if (!kind) {
    const message = typeof step.kind === 'string' ? `Etapa has no step "${step.kind}".` : 'A step has a "kind".';
    return [{ path: `${path}/kind`, code: 'unknown_kind', message }];
  }
  const branches = (kind.branches ?? []).map((name) => [
    name,
    { type: 'array', maxItems: 200, items: { type: 'object' } },
  ]);
  const { properties, required } = schemaOf(kind.parameters);
  const all = { id: KEY, kind: {}, ...properties, ...Object.fromEntries(branches) };
  return shapeOf(`step ${kind.kind}`, all, ['id', 'kind', ...required])(step, path);
}

function shapeOf(name: string, properties: object, required: string[]): SchemaCheck {
  const known = shapes.get(name);
  if (known) return known;
  const shape = compileSchema({ type: 'object', properties, required, additionalProperties: false });
  shapes.set(name, shape);
  return shape;
}
