/**
 * A condition as SQL over a row of `records`: adds what it compares with to the parameters and refers to it by `$n`.
 * `alias` is what the statement calls the row, `r` unless told.
 */
export type Where = (params: unknown[], alias?: string) => string;

/** All of several conditions; null when there is none. */
export function all(...conditions: (Where | null | undefined)[]): Where | null {
  const given = conditions.filter((each): each is Where => typeof each === 'function');
  if (given.length === 0) return null;
  return (params, alias) => given.map((each) => `(${each(params, alias)})`).join(' AND ');
}

/** Adds a parameter and gives its name. */
export function bind(params: unknown[], value: unknown): string {
  return `$${params.push(value)}`;
}
