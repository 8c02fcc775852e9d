import type { MeasureFunction } from '@etapa/shared/reports/query';

/** The same value in whole numbers, which are added up sooner. */
export interface QuickValue {
  /** SQL: NULL where the value is. */
  value: string;
  /** SQL that is NULL where the value is, and quicker. */
  present: string;
  /** How many of these make one. */
  of: number;
}

/** What is measured of a row. */
export interface Measured {
  fn: MeasureFunction;
  /** Whether it is of the dataset's own row; else of its record. */
  ofRow: boolean;
  isNumber: boolean;
  value: string;
  /** SQL for the code of the row's currency; null where all are in one. */
  currency: string | null;
  quick?: QuickValue;
}

/** One figure of a part of a group. */
export interface Piece {
  fn: 'count' | 'sum' | 'min' | 'max';
  /** SQL over a row; `*` for the row itself. */
  value: string;
  ofRow: boolean;
  /** Whether values are whole numbers. */
  isWhole: boolean;
}

/** A measure in two steps: of parts of a group, and of those parts together. Exactly what it is in one. */
export interface MeasureParts {
  /** SQL over rows, of each part. */
  parts: string[];
  /** The same one by one; null where it is about more than numbers. */
  pieces: Piece[] | null;
  /** What parts are of one each, besides their group. */
  currency: string | null;
  /** SQL over parts. @param parts names of their columns @param currency name of its column */
  whole: (parts: string[], currency: string) => string;
}

/** Null for what depends on all the rows at once: medians, and how many different values there are. */
export function partsOf({ fn, value: exact, currency, quick, ofRow, isNumber }: Measured): MeasureParts | null {
  const { value, present, of } = quick ?? { value: exact, present: exact, of: 1 };
  const made = (pieces: [Piece['fn'], string][], whole: MeasureParts['whole'], code = currency): MeasureParts => ({
    parts: pieces.map(([of, sql]) => `${of}(${sql})`),
    pieces:
      isNumber || fn === 'count'
        ? pieces.map(([of, sql]) => ({ fn: of, value: sql, ofRow, isWhole: quick !== undefined }))
        : null,
    currency: code,
    whole,
  });
  const unit = of === 1 ? '' : ` * ${1 / of}`;
  switch (fn) {
    case 'count':
      return made([['count', exact]], ([n]) => `coalesce(sum(${n}), 0)`, null);
    case 'sum':
    case 'min':
    case 'max':
      return made(
        [[fn, value]],
        fold(currency, (part) => `${fn}(${part})${unit}`),
      );
    case 'avg':
      return made(
        [
          ['sum', value],
          ['count', present],
        ],
        fold(currency, (sum, n) => `sum(${sum})${unit} / nullif(sum(${n}), 0)`),
      );
    default:
      return null;
  }
}

/** Of values of which a row has several. @param list of a row, as a JSON array; NULL for none */
export function partsOfMany(fn: 'count' | 'countDistinct', list: string): MeasureParts | null {
  if (fn === 'countDistinct') return null;
  const parts = [`coalesce(sum(jsonb_array_length(${list})), 0)`];
  return { parts, pieces: null, currency: null, whole: ([n]) => `coalesce(sum(${n}), 0)` };
}

/** Sums never mix currencies: one figure for each, as a JSON object. */
function fold(currency: string | null, figure: (value: string, n: string) => string): MeasureParts['whole'] {
  return ([value = '', n = '0'], code) => {
    if (currency === null) return figure(value, n);
    const pair = `jsonb_build_object('c', ${code}, 'v', ${value}, 'n', ${n})`;
    const pairs = `array_agg(${pair}) FILTER (WHERE ${value} IS NOT NULL)`;
    return `(SELECT coalesce(jsonb_object_agg(x.c, x.v), '{}') FROM (
      SELECT p ->> 'c' AS c, ${figure("(p ->> 'v')::numeric", "(p ->> 'n')::numeric")} AS v
      FROM unnest(${pairs}) AS p GROUP BY 1) x)`;
  };
}
