import type { Field } from '../definition/entity-type.ts';
import type { Fault } from '../fields/fault.ts';
import type { JsonValue } from '../fields/field.ts';
import type { CommandContext } from './command.ts';

/** Faults that only a new value can have: a link to nothing, an option no longer offered. What was kept may stay. */
export function newValueFaults(
  field: Field,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  context: CommandContext,
): Fault[] {
  const kept = new Set(valuesOf(field, before).map(({ value }) => value));
  return valuesOf(field, after)
    .filter(({ value }) => !kept.has(value))
    .flatMap(({ value, path }) => {
      const problem = problemOf(field, value, context);
      return problem ? [{ path: `/doc/${field.key}${path}`, ...problem }] : [];
    });
}

interface Placed {
  value: string;
  path: string;
}

/** The single values a field holds, each with its place below the field. */
function valuesOf(field: Field, value: JsonValue | undefined): Placed[] {
  if (typeof value === 'string') return [{ value, path: '' }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => {
    if (field.kind !== 'lines') return typeof item === 'string' ? [{ value: item, path: `/${index}` }] : [];
    const product = item !== null && typeof item === 'object' && !Array.isArray(item) ? item.product : undefined;
    return typeof product === 'string' ? [{ value: product, path: `/${index}/product` }] : [];
  });
}

function problemOf(field: Field, value: string, context: CommandContext): Omit<Fault, 'path'> | null {
  switch (field.kind) {
    case 'link':
    case 'links':
    case 'lines':
      return linkProblem(field, value, context);
    case 'user':
    case 'users':
      return context.userExists?.(value) === false
        ? { code: 'unknown_user', message: 'There is no such person.' }
        : null;
    case 'file':
    case 'files':
      return context.fileExists?.(value) === false ? { code: 'unknown_file', message: 'There is no such file.' } : null;
    case 'select':
    case 'multiSelect':
      return optionProblem(field, value, context);
    default:
      return null;
  }
}

function linkProblem(field: Field, value: string, context: CommandContext): Omit<Fault, 'path'> | null {
  const linked = context.linked(value);
  if (!linked || (linked.deletedAt ?? null) !== null) {
    return { code: 'unknown_record', message: 'There is no such record.' };
  }
  if (field.target === undefined || linked.entityType === field.target) return null;
  return { code: 'wrong_entity_type', message: `The record is not of the type "${field.target}".` };
}

/** An import brings what once was chosen, so options of the past are taken. */
function optionProblem(field: Field, value: string, { actor }: CommandContext): Omit<Fault, 'path'> | null {
  const retired = field.options?.some((option) => option.key === value && option.retired === true);
  if (!retired || actor.kind === 'import') return null;
  return { code: 'retired_option', message: 'This option is no longer offered.' };
}
