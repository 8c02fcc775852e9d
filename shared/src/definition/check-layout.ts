import type { Fault } from '../fields/fault.ts';
import type { FieldKind } from '../fields/field.ts';
import { type Checked, fault, unknown } from './check-part.ts';

/** What is wrong with the title field and the layout, conditions aside. */
export function layoutFaults({ definition, fieldKeys }: Checked): Fault[] {
  const sections = definition.layout?.sections ?? [];
  const placed = new Set<string>();
  const faults = sections.flatMap((section, index) => {
    const path = `/layout/sections/${index}/fields`;
    return [
      ...unknown(section.fields, fieldKeys, path, 'field'),
      ...section.fields.flatMap((key, place) => {
        if (!placed.has(key)) {
          placed.add(key);
          return [];
        }
        return [fault(`${path}/${place}`, 'duplicate', `"${key}" already stands in a section.`)];
      }),
    ];
  });
  return [...faults, ...unknown(definition.layout?.card, fieldKeys, '/layout/card', 'field')];
}

/** Kinds whose values can be the title of a record. */
export const TITLE_KINDS: readonly FieldKind[] = ['text', 'longText', 'email', 'phone', 'url', 'autonumber'];

export function titleFaults({ definition, fields, fieldKeys }: Checked): Fault[] {
  const key = definition.titleField;
  if (!fieldKeys.has(key)) return [fault('/titleField', 'unknown_field', `There is no field "${key}".`)];
  const field = fields.find(({ value }) => value.key === key)?.value;
  if (!field || TITLE_KINDS.includes(field.kind)) return [];
  return [fault('/titleField', 'wrong_kind', `A title is text: "${key}" is of kind ${field.kind}.`)];
}
