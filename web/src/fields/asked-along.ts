import type { EntityType } from '@etapa/shared/definition/entity-type';
import { isProblem } from '../data/problem.ts';
import { fieldKeyIn } from './field-path.ts';

/**
 * Fields that a refusal names besides the one that was changed: with them, the change would stand.
 *
 * @returns none where the changed field is at fault itself, or something that is no field
 */
export function askedAlong(type: EntityType, error: unknown, column: string): string[] {
  if (!isProblem(error)) return [];
  const named = error.errors.map((fault) => fieldKeyIn(fault.path));
  const keys = [...new Set(named)].filter((key) => type.fields.some((field) => field.key === key && !field.retired));
  return named.includes(column) || keys.length < new Set(named).size ? [] : keys.flatMap((key) => key ?? []);
}
