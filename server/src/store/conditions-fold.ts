/**
 * A text with its case taken away, in SQL: the very same as `fold` in `shared/src/fields/fold.ts`. Both sides
 * use ICU's full case mapping of the root locale, whatever the database's own locale is.
 */
export function foldSql(text: string): string {
  return `translate(lower(upper((${text}) COLLATE "und-x-icu")), 'ς', 'σ')`;
}

/** A text constant. Keys stand in SQL as constants, since an index on an expression only serves the very same one. */
export function literal(text: string): string {
  if (text.includes('\u0000')) throw new Error('A key holds a NUL character.');
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
