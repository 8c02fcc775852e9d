import type { Fault } from '../fields/fault.ts';
import type { ConditionGroup } from './condition.ts';
import type { ConditionSchema } from './context.ts';
import { type FieldReference, resolveField } from './reference.ts';

/**
 * Keys that a condition compares with and that are no longer there: stages, funnels and options. Such a condition can
 * be asked as ever, and never means what its writer meant.
 *
 * @param path where it stands, a JSON Pointer that begins every fault's
 * @returns faults with the code `gone_value`; none for fields that are not there at all, nor for what is no condition
 */
export function goneValues(condition: unknown, schema: ConditionSchema, path = ''): Fault[] {
  if (!isObject(condition) || !Array.isArray(condition.rules)) return [];
  return condition.rules.flatMap((rule: unknown, index) => {
    const at = `${path}/rules/${index}`;
    if (!isObject(rule)) return [];
    return 'rules' in rule ? goneValues(rule, schema, at) : goneIn(rule, schema, `${at}/value`);
  });
}

/**
 * Every condition within a document, with its place.
 *
 * @param within what conditions in a part of the document are asked of; absent: the same as around it
 */
export function* conditionsIn<Asked>(
  document: unknown,
  asked: Asked,
  within: (name: string, holder: object) => Asked | undefined = () => undefined,
  path = '',
): Generator<{ condition: ConditionGroup; asked: Asked; path: string }> {
  if (typeof document !== 'object' || document === null) return;
  if (isGroup(document)) {
    yield { condition: document, asked, path };
    return;
  }
  for (const [name, part] of Object.entries(document))
    yield* conditionsIn(part, within(name, document) ?? asked, within, `${path}/${name}`);
}

type Members = { [member: string]: unknown };
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isGroup = (value: object): value is ConditionGroup =>
  'combinator' in value && 'rules' in value && Array.isArray(value.rules);

function goneIn({ field, value, valueSource }: Members, schema: ConditionSchema, path: string): Fault[] {
  const reference = valueSource === 'field' || typeof field !== 'string' ? undefined : resolveField(field, schema);
  const there = reference && keysOf(reference);
  if (!there) return [];
  const list = Array.isArray(value);
  return (list ? value : [value]).flatMap((key: unknown, index) => {
    if (typeof key !== 'string' || key === '' || /^[=$]/.test(key) || there.has(key)) return [];
    return [{ path: list ? `${path}/${index}` : path, code: 'gone_value', message: `"${field}" is never "${key}".` }];
  });
}

/** What a field of stages, funnels or options can hold; undefined for any other. */
function keysOf({ source, type }: FieldReference): Set<string> | undefined {
  if (source.kind === 'field') {
    const { kind, options } = source.field;
    return kind === 'select' || kind === 'multiSelect' ? new Set(options?.map(({ key }) => key)) : undefined;
  }
  const funnels = type.funnels ?? [];
  if (source.field === '$funnel') return new Set(funnels.map(({ key }) => key));
  if (source.field !== '$stage') return undefined;
  return new Set(funnels.flatMap(({ stages }) => stages.map(({ key }) => key)));
}
