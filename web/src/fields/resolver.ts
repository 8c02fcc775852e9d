import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { Doc } from '@etapa/shared/fields/field';
import type { FieldContext } from '@etapa/shared/fields/kind';
import { kindOf } from '@etapa/shared/fields/kinds';
import type { FieldErrors, Resolver } from 'react-hook-form';
import { docOf, type Values } from './document-values.ts';
import { fieldKeyIn } from './field-path.ts';
import type { FieldState } from './field-states.ts';

/** A check of a whole document: every fault, each under `/doc`. */
export type DocumentCheck = (doc: Doc) => Fault[];

/**
 * The server's own checks, run before anything is sent: the document's JSON Schema, what the kinds check besides,
 * and the fields that are required here and now.
 *
 * @param schema `schemaCheck(type)`: taken as an argument because it is loaded only when a form opens
 */
export function documentCheck(
  type: EntityType,
  schema: (doc: unknown, prefix: string) => Fault[],
  statesOf: (doc: Doc) => Map<string, FieldState>,
  context: FieldContext,
): DocumentCheck {
  return (typed) => {
    const doc: Doc = {};
    for (const field of type.fields) {
      const value = kindOf(field).normalize(field, typed[field.key], { ...context, doc: typed });
      if (value !== undefined) doc[field.key] = value;
    }
    const states = statesOf(doc);
    const shape = schema(doc, '/doc').filter((fault) => states.get(fieldKeyIn(fault.path) ?? '')?.visible);
    const shaped = new Set(shape.map((fault) => fieldKeyIn(fault.path)));
    const finer = type.fields.flatMap((field) => {
      const value = doc[field.key];
      if (value === undefined || shaped.has(field.key) || !states.get(field.key)?.visible) return [];
      return kindOf(field)
        .check(field, value, { ...context, doc })
        .map((fault) => ({ ...fault, path: `/doc/${field.key}${fault.path}` }));
    });
    const missing = [...states]
      .filter(([key, state]) => state.required && doc[key] === undefined && !shaped.has(key))
      .map(([key]) => ({ path: `/doc/${key}`, code: 'required', message: 'This is required.' }));
    return [...shape, ...finer, ...missing];
  };
}

/** react-hook-form's resolver over a document check. Only faults of `keys` stop the form: others are not on it. */
export function documentResolver(check: () => Promise<DocumentCheck>, keys: readonly string[]): Resolver<Values> {
  return async (values) => {
    const faults = (await check())(docOf(values)).filter((fault) => keys.includes(fieldKeyIn(fault.path) ?? ''));
    if (faults.length === 0) return { values, errors: {} };
    return { values: {}, errors: errorsOf(faults) };
  };
}

/** Faults, of the resolver or of a problem document, as react-hook-form keeps them: the first of each field. */
export function errorsOf(faults: readonly Fault[]): FieldErrors<Values> {
  const errors: { [key: string]: { type: string; message: string } } = {};
  for (const fault of faults) {
    const key = fieldKeyIn(fault.path);
    if (key !== null && !errors[key]) errors[key] = { type: fault.code, message: fault.message };
  }
  return errors;
}
