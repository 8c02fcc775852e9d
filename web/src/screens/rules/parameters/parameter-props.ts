import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { InputSettings } from '../../../fields/view.ts';

/** What the editor of every parameter of a trigger or a step is given. */
export interface ParameterProps {
  value: unknown;
  /** Undefined leaves the parameter out. */
  onChange: (value: unknown) => void;
  /** Label, help and error, to be tied to the input. */
  input: InputSettings;
  /** JSON Pointer of the parameter in the rule. */
  path: string;
  /** Of the trigger or step. */
  kind: string;
  name: string;
  /** JSON Schema of the value. */
  schema: object;
  /** All parameters of the trigger or step. */
  block: { readonly [name: string]: unknown };
}

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

type Members = { readonly [name: string]: unknown };

export const asObject = (value: unknown): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {};

/** Undefined for an emptied text or list: it is left out of the rule. */
export const orAbsent = <Value>(value: Value): Value | undefined =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;

/** The type that a link field of a type, or the far side of `type.field`, leads to. */
export function linkedType(via: string, type: EntityType, types: readonly EntityType[]): EntityType | undefined {
  const [other, field] = via.split('.');
  if (field !== undefined) return types.find((one) => one.key === other);
  const target = type.fields.find((one) => one.key === via)?.target;
  return types.find((one) => one.key === target);
}
