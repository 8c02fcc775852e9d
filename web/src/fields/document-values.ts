import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { isEmpty } from '@etapa/shared/fields/kind';

/** A form's values by field key, undefined while empty. JSON values, which react-hook-form cannot type: they nest without end. */
export type Values = { [fieldKey: string]: unknown };

/** What of a form's values is a document: empty values are absent. */
export function docOf(values: Values): Doc {
  const doc: Doc = {};
  for (const [key, value] of Object.entries(values)) {
    const typed = value as JsonValue | undefined;
    if (typed !== undefined && !isEmpty(typed)) doc[key] = typed;
  }
  return doc;
}
