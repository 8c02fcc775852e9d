import { groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { type PartsPlan, partsPlan } from './report-packed.ts';
import { type ReportScope, ReportStatement } from './report-statement.ts';

/** One statement for all there is to an answer. Its columns are `part` and `c0`, `c1` …: groups, then measures. */
export interface OnePass {
  sql: string;
  params: unknown[];
  /** Columns in the order of `c0`, `c1` … */
  keys: string[];
  /** The same where parts are counted beforehand; null where they cannot be told from packed columns. */
  packed: (PartsPlan & { sql: string }) | null;
}

export type Part = 'rows' | 'others' | 'totals';

/**
 * Reads the rows of the dataset once: small groups are made of them, of which rows, the rest and the totals are made
 * then. So the reading, which is what takes time, goes over several cores as well.
 *
 * @param orders what rows are sorted by, given the columns before: SQL of `ORDER BY`
 * @param limit rows at most
 * @returns null where a whole cannot be told from parts: medians, different values, rows that stand in several groups
 */
export function onePass(
  query: ReportQuery,
  scope: ReportScope,
  orderOf: (query: ReportQuery, keys: string[], groups: number) => string,
  limit: number,
): OnePass | null {
  const { groupBy = [], measures, top } = query;
  const statement = new ReportStatement(query, scope);
  const groups = groupBy.map((grouping) => statement.group(grouping));
  const found = measures.map((measure) => statement.parts(measure));
  if (groups.some(({ many }) => many)) return null;
  const wholes: ((rank?: boolean) => string)[] = [];
  const currencies: string[] = [];
  const parts: string[] = [];
  for (const one of found) {
    if (!one) return null;
    const names = one.parts.map((part) => `p${parts.push(part) - 1}`);
    const code = one.currency === null ? '' : `u${placeOf(currencies, one.currency)}`;
    // What is in several currencies has no order: groups are ranked by how many rows they have.
    wholes.push((rank) => (rank && one.currency !== null ? 'sum(n)' : one.whole(names, code)));
  }
  const raw = [
    ...groups.map((group, at) => `${group.raw} AS k${at}`),
    ...currencies.map((code, at) => `${code} AS u${at}`),
  ];
  const shown = [
    ...groups.map((group, at) => `${group.shown(`k${at}`)} AS k${at}`),
    ...currencies.map((_, at) => `u${at}`),
  ];
  const named = parts.map((part, at) => `${part} AS p${at}`);
  const by = raw.length > 0 ? `GROUP BY ${raw.map((_, at) => at + 1).join(', ')}` : '';
  const plan = statement.isPlain ? partsPlan(query.dataset, groups, currencies, found) : null;
  const passed = `g AS MATERIALIZED (
    SELECT ${[...shown, 'n', ...parts.map((_, at) => `p${at}`)].join(', ')} FROM (
      SELECT ${[...raw, 'count(*) AS n', ...named].join(', ')} ${statement.from()} ${by}) x)`;

  const keys = [...groupBy.map(groupKey), ...measures.map(measureKey)];
  const measured = wholes.map((whole, at) => `${whole()} AS c${groups.length + at}`);
  const select = (part: Part, from: number): string => {
    const columns = groups.map((_, at) => `${at < from ? 'NULL' : `k${at}`} AS c${at}`);
    return `SELECT ${[...columns, ...measured, `'${part}' AS part`].join(', ')} FROM g`;
  };
  const grouped = (from: number): string => {
    const own = groups.flatMap((_, at) => (at >= from ? `k${at}` : []));
    return own.length > 0 ? `GROUP BY ${own.join(', ')}` : '';
  };
  const isTop = top !== undefined && groups.length > 0;
  const within = 'EXISTS (SELECT FROM top t WHERE t.k IS NOT DISTINCT FROM g.k0)';
  const ranked = `top AS MATERIALIZED (SELECT k0 AS k, ${wholes[0]?.(true)} AS rank FROM g
    GROUP BY k0 ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST LIMIT ${top?.n ?? 0})`;
  const rows = [
    `(${select('rows', 0)} ${isTop ? `WHERE ${within}` : ''} ${grouped(0)}
      ORDER BY ${orderOf(query, keys, groups.length)} LIMIT ${limit})`,
  ];
  if (isTop && top.others) {
    const rest = groups.slice(1).map((_, at) => `${at + 2} NULLS LAST`);
    rows.push(`(${select('others', 1)} WHERE NOT ${within} ${grouped(1)} HAVING sum(n) > 0
      ${rest.length > 0 ? `ORDER BY ${rest.join(', ')}` : ''} LIMIT ${limit})`);
  }
  if (groups.length > 0) rows.push(`(${select('totals', groups.length)})`);
  const over = (from: string) => `WITH ${isTop ? `${from}, ${ranked}` : from} ${rows.join(' UNION ALL ')}`;
  const packed = plan && { ...plan, sql: over(`g AS MATERIALIZED (${plan.from})`) };
  return { sql: over(passed), params: statement.params, keys, packed };
}

function placeOf(list: string[], value: string): number {
  const at = list.indexOf(value);
  return at < 0 ? list.push(value) - 1 : at;
}
