import pg from 'pg';

const { builtins, getTypeParser } = pg.types;

/** A bigint as a number: counts, sequences and record numbers stay far below 2^53. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

/**
 * How values of PostgreSQL arrive: bigint as number, date as `YYYY-MM-DD`; numeric stays text, so that nothing is rounded.
 * Set on our own pool and not on `pg` itself, which the queues' pool also uses.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return parseInteger;
      if (oid === builtins.DATE) return (text: string) => text;
    }
    return getTypeParser(oid, format);
  },
};
