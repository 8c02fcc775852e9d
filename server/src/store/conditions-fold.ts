import { meetsNewer, NEWER_CAPITALS, NEWER_SMALLS } from '@etapa/shared/fields/newer-case';

/**
 * A text with its case taken away, in SQL, as indexes hold it: `fold` of `shared/src/fields/fold.ts`, but for letters
 * that are newer than the server's ICU. Both sides use ICU's full case mapping of the root locale, whatever the
 * database's own locale is.
 */
export function foldSql(text: string): string {
  return `translate(lower(upper((${text}) COLLATE "und-x-icu")), 'ς', 'σ')`;
}

const CAPITALS = NEWER_CAPITALS.join('');

/** The very same as `fold`, for every character there is. Slower, and not what indexes hold. */
export function exactFoldSql(text: string): string {
  const folded = foldSql(text);
  const newer = `translate(${folded}, '${CAPITALS}', '${NEWER_SMALLS.join('')}')`;
  return `CASE WHEN (${text}) COLLATE "C" ~ '[${CAPITALS}]' THEN ${newer} ELSE ${folded} END`;
}

/**
 * A text to be searched for a folded part: exact only where that can make a difference, that is where the part has
 * letters that a newer capital would become.
 */
export function foldSqlFor(part: string, text: string): string {
  return meetsNewer(part) ? `(${exactFoldSql(text)})` : foldSql(text);
}

/** A text constant. Keys stand in SQL as constants, since an index on an expression only serves the very same one. */
export function literal(text: string): string {
  if (text.includes('\u0000')) throw new Error('A key holds a NUL character.');
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
