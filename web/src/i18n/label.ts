import type { Label } from '@etapa/shared/fields/field';

/** The text of a definition in the reader's language, else in English, else in the first language it has. */
export function labelText(label: Label | undefined, language: string): string {
  if (label === undefined) return '';
  if (typeof label === 'string') return label;
  return label[language] ?? label.en ?? Object.values(label)[0] ?? '';
}
