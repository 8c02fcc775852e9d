const LONGEST = 63;

/**
 * A key made of a name, or of an id where the name has no Latin letters; never one that is taken.
 *
 * @param taken keys in use; the new one is added
 * @param camel written `likeThis`, as keys of fields are, instead of `like-this`
 */
export function keyFor(name: string, id: string | null, fallback: string, taken: Set<string>, camel = false): string {
  const made = [name, id ?? '', fallback].map((text) => slug(text, camel)).find((text) => text !== '') ?? 'item';
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `${camel ? '' : '-'}${number}`;
    const key = made.slice(0, LONGEST - ending.length) + ending;
    if (taken.has(key)) continue;
    taken.add(key);
    return key;
  }
}

function slug(text: string, camel: boolean): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean);
  const letters = words.join('').replace(/[0-9]/g, '').length;
  // Of a name in another script, what is left says nothing.
  if (letters < 2 || letters * 2 < text.replace(/[^\p{L}]/gu, '').length) return '';
  const first = words.findIndex((word) => /^[a-zA-Z]/.test(word));
  const kept = words.slice(first).map((word) => word.toLowerCase());
  if (!camel) return kept.join('-');
  return kept.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
