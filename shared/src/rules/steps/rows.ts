import type { ConditionFields } from '../../conditions/context.ts';
import type { EntityType, Field } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { FieldSettings } from '../../fields/field.ts';
import { isRow, type Row } from '../../fields/row.ts';
import type { RecordState } from '../../process/record.ts';

export const FIELD_KEY = { type: 'string', minLength: 1, maxLength: 63 };

/** The field of product rows that a step means: the one named, or the only one there is. */
export function linesFieldOf(name: unknown, { fields }: Pick<EntityType, 'fields'>): Field | undefined {
  const known = fields.filter(({ kind, formula, retired }) => kind === 'lines' && formula === undefined && !retired);
  if (name !== undefined) return known.find(({ key }) => key === name);
  return known.length === 1 ? known[0] : undefined;
}

/** Why it means none. @param path JSON Pointer of the step */
export function linesFieldFaults(name: unknown, definition: EntityType, path: string): Fault[] {
  if (linesFieldOf(name, definition)) return [];
  const at = `${path}/field`;
  const field = definition.fields.find(({ key }) => key === name);
  if (field)
    return [{ path: at, code: 'wrong_kind', message: `The field "${field.key}" holds no product rows of its own.` }];
  if (name !== undefined) return [{ path: at, code: 'unknown_field', message: `There is no field "${String(name)}".` }];
  const message = definition.fields.some(({ kind }) => kind === 'lines')
    ? 'Name the field: there are several with product rows.'
    : 'The type has no field of kind "lines".';
  return [{ path: at, code: 'required', message }];
}

/** The product rows of a record as they are stored. */
export function rowsOf({ doc }: Pick<RecordState, 'doc'>, field: FieldSettings): Row[] {
  const rows = doc[field.key];
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/** What a condition on a product row may speak of: its columns, and the product's own fields (`product.series`). */
export function rowFields({ target }: FieldSettings): ConditionFields {
  const number = (key: string): FieldSettings => ({ key, label: key, kind: 'number' });
  return {
    fields: [
      { key: 'product', label: 'product', kind: 'link', target },
      { key: 'name', label: 'name', kind: 'text' },
      ...['quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'total'].map(number),
    ],
  };
}
