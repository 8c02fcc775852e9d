import type { Label } from '@etapa/shared/fields/field';

/** A key made of what people call a thing, where that has Latin letters; never one that is taken. */
export function newKey(name: string, prefix: string, taken: readonly string[]): string {
  const words = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .trim()
    .split(/ +/);
  const joined = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .slice(0, 40);
  const base = /^[a-z]/.test(joined) ? joined : prefix;
  for (let number = base === prefix ? 1 : 0; ; number++) {
    const key = number === 0 ? base : `${base}${number}`;
    if (!taken.includes(key)) return key;
  }
}

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
