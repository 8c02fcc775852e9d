import {
  type Column,
  type ColumnSpec,
  doublesOf,
  numberColumn,
  smallOf,
  unitsSql,
  wordColumn,
} from './packed-column.ts';
import type { Queryable } from './queryable.ts';

/** Columns of records, read for the first time. @param ids in order, at most 30,000 */
export async function pack(db: Queryable, ids: string[], specs: ColumnSpec[]): Promise<Column[]> {
  if (specs.length === 0) return [];
  const [row] = await db.query<{ [column: string]: string | (string | null)[] | null }>(statementOf(specs), [
    `{${ids.join()}}`,
  ]);
  const hex = (name: string): string => (typeof row?.[name] === 'string' ? row[name] : '');
  const counts = new Uint16Array(ids.length);
  for (const at of smallOf(hex('at'))) counts[at] = (counts[at] ?? 0) + 1;
  return specs.map(({ of, kind }, index) => {
    const own = of === 'visit' ? counts : null;
    const found = row?.[`c${index}`];
    if (kind === 'word') return wordColumn(Array.isArray(found) ? found : [], own);
    return numberColumn(doublesOf(hex(`c${index}`)), own);
  });
}

/**
 * Each record's visits are looked up where they lie in their order: nothing is sorted, and no plan depends on what the
 * database knows of tables that have just grown.
 */
function statementOf(specs: ColumnSpec[]): string {
  const parts: string[] = [];
  const selected: string[] = [];
  for (const [of, row] of [
    ['record', 'SELECT * FROM records r WHERE r.id = w.id'],
    ['visit', 'SELECT * FROM stage_visits d WHERE d.record_id = w.id ORDER BY d.ordinal'],
  ] as const) {
    const own = specs.flatMap((spec, index) => (spec.of === of ? { ...spec, index } : []));
    if (own.length === 0) continue;
    const alias = of === 'record' ? 'r' : 'd';
    const values = own.map((spec) => `${expressionOf(spec)} AS c${spec.index}`);
    const figures = own.map(({ kind, index }) =>
      kind === 'word'
        ? `coalesce(json_agg(c${index}), '[]') AS c${index}`
        : `encode(string_agg(float8send(coalesce(c${index}, 'NaN')), ''), 'hex') AS c${index}`,
    );
    if (of === 'visit') figures.push(`encode(string_agg(int2send(at), ''), 'hex') AS at`);
    parts.push(`(SELECT ${figures.join(', ')} FROM (
      SELECT w.at, ${values.join(', ')} FROM w CROSS JOIN LATERAL (${row} OFFSET 0) ${alias}) x) ${of}s`);
    selected.push(`${of}s.*`);
  }
  return `WITH w AS MATERIALIZED (SELECT id, (at - 1)::int2 AS at FROM unnest($1::uuid[]) WITH ORDINALITY AS w(id, at))
    SELECT ${selected.join(', ')} FROM ${parts.join(' CROSS JOIN ')}`;
}

const expressionOf = ({ kind, sql, units = 1 }: ColumnSpec): string => {
  if (kind === 'word') return `(${sql})::text`;
  return kind === 'double' ? `(${sql})::float8` : `(${unitsSql(sql, units)})::float8`;
};
