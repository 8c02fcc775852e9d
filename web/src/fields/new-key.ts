/**
 * A key made of what people call a thing, where that has Latin letters; never one that is taken.
 *
 * @param live keys of what is published and may be gone from the draft: a number alone never stands for something else
 *   there, while a thing of the same name is the same thing again
 */
export function newKey(name: string, prefix: string, taken: readonly string[], live: readonly string[] = []): string {
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
    if (!taken.includes(key) && !(base === prefix && live.includes(key))) return key;
  }
}
