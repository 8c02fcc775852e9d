import type { EntityType } from '../definition/entity-type.ts';
import type { Doc } from '../fields/field.ts';

/** Longest title kept, in characters. */
const LONGEST_TITLE = 500;

/** What people call a record: its title field on one line, or its number. */
export function titleOf(definition: EntityType, doc: Doc, number: number): string {
  const value = Object.hasOwn(doc, definition.titleField) ? doc[definition.titleField] : undefined;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const line = text.replace(/\s+/gu, ' ').trim();
  return line === '' ? `#${number}` : [...line].slice(0, LONGEST_TITLE).join('');
}
