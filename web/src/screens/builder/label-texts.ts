import type { Label } from '@etapa/shared/fields/field';

/** A label with another text in the reader's language; one text for all readers stays that. */
export function relabelled(label: Label | undefined, text: string, language: string): Label {
  return typeof label === 'object' ? { ...label, [language]: text } : text;
}

/** What a label says in one language itself, not in another that would stand in for it. */
export function labelIn(label: Label | undefined, language: string): string {
  return typeof label === 'object' ? (label[language] ?? '') : '';
}

/**
 * A label with its text in one language given or, by an empty text, taken away.
 *
 * @param own the writer's language: what a label for all readers is taken to be in once there is a second one
 * @returns null where nothing is left
 */
export function withLanguage(label: Label | undefined, language: string, text: string, own: string): Label | null {
  if (typeof label !== 'object' && language === own) return text || null;
  const before = typeof label === 'object' ? label : label ? { [own]: label } : {};
  const { [language]: _, ...rest } = before;
  const all = text === '' ? rest : { ...rest, [language]: text };
  const texts = Object.values(all);
  const [only, second] = texts;
  if (only === undefined) return null;
  return second === undefined && Object.hasOwn(all, own) ? only : all;
}
