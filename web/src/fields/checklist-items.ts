import type { JsonValue } from '@etapa/shared/fields/field';

export interface ChecklistItem {
  text: string;
  done: boolean;
}

/** The rows of a checklist; what is no row is left out. */
export function checklistItems(value: JsonValue | undefined): ChecklistItem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row) =>
    row !== null && typeof row === 'object' && !Array.isArray(row) && typeof row.text === 'string'
      ? [{ text: row.text, done: row.done === true }]
      : [],
  );
}
