/** What is kept of each record, or of each visit of each record in their order. */
export interface ColumnSpec {
  of: 'record' | 'visit';
  /** A text of which many have the same, a double, or a decimal as so many units of a fraction. */
  kind: 'word' | 'double' | 'decimal';
  /** SQL over a record `r` or a visit `d`, without parameters; the same at any time while nothing is written. */
  sql: string;
  /** Of decimals: how many units make one. */
  units?: number;
}

/** Above this a sum of two is no longer exact. */
const LARGEST_DECIMAL = 2 ** 52;

/** SQL of what a decimal is kept as: whole units; infinite where that would not be exact. */
export const unitsSql = (value: string, units: number): string => {
  const scaled = `(${value}) * ${units}`;
  return `CASE WHEN abs(${scaled}) < ${LARGEST_DECIMAL} AND trunc(${scaled}) = ${scaled} THEN ${scaled}
    WHEN ${value} IS NOT NULL THEN 'Infinity'::float8 END`;
};

/** Values of a chunk of records. Each list is of one kind of array: so that going over it stays quick. */
export interface Column {
  /** Of words: their places in `words`, from 1; 0 is none. */
  codes: Uint16Array;
  words: string[];
  /** Of numbers: NaN is none. */
  numbers: Float64Array;
  /** Of visits: how many each record has. */
  counts: Uint16Array | null;
}

/** Words that a column can tell apart. */
const WORDS = 65_535;

const NO_CODES = new Uint16Array(0);
const NO_NUMBERS = new Float64Array(0);

export const numberColumn = (numbers: Float64Array, counts: Uint16Array | null): Column => ({
  codes: NO_CODES,
  words: [],
  numbers,
  counts,
});

/** As it is kept: numbers in base 64, by which they come twice as fast as by other texts. */
export interface StoredColumn {
  counts: string | null;
  words: string | null;
  /** Bytes of a value. */
  width: number;
  data: string;
}

export function stored({ codes, numbers, words, counts }: Column): StoredColumn {
  const isWords = codes.length > 0;
  const values = !isWords ? numbers : words.length < 256 ? Uint8Array.from(codes) : codes;
  return {
    counts: counts && base64(counts),
    words: isWords ? JSON.stringify(words) : null,
    width: values.BYTES_PER_ELEMENT,
    data: base64(values),
  };
}

export function columnOf({ counts, words, width, data }: StoredColumn): Column {
  const own = counts === null ? null : new Uint16Array(bytesOf(counts));
  const bytes = bytesOf(data);
  if (words === null) return numberColumn(new Float64Array(bytes), own);
  const codes = width === 1 ? Uint16Array.from(new Uint8Array(bytes)) : new Uint16Array(bytes);
  return { codes, words: JSON.parse(words) as string[], numbers: NO_NUMBERS, counts: own };
}

/** A column of words. What there are too many of to be told apart is none of them: see `isFull`. */
export function wordColumn(texts: (string | null)[], counts: Uint16Array | null): Column {
  const places = new Map<string, number>();
  const words: string[] = [];
  const codes = new Uint16Array(texts.length);
  for (const [at, text] of texts.entries()) {
    if (text === null) continue;
    let place = places.get(text);
    if (place === undefined) {
      if (words.length === WORDS) break;
      place = words.push(text);
      places.set(text, place);
    }
    codes[at] = place;
  }
  return { codes, words, numbers: NO_NUMBERS, counts };
}

/** Whether a column may have had more words than it can tell apart. */
export const isFull = ({ words }: Column): boolean => words.length === WORDS;

/** Doubles as PostgreSQL sends them, in hexadecimal. */
export function doublesOf(hex: string): Float64Array {
  const buffer = Buffer.from(hex, 'hex').swap64();
  return new Float64Array(aligned(buffer));
}

/** Small whole numbers as PostgreSQL sends them, in hexadecimal. */
export function smallOf(hex: string): Uint16Array {
  return new Uint16Array(aligned(Buffer.from(hex, 'hex').swap16()));
}

const bytesOf = (text: string): ArrayBuffer => aligned(Buffer.from(text, 'base64'));

/** Buffers may lie anywhere in a pool that they share. */
function aligned({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  if (byteOffset === 0 && buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
