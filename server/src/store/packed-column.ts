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

/** Values of a chunk of records. */
export type Values = Uint8Array | Uint16Array | Uint32Array | Float64Array;

export interface Column {
  /** Of words: their places in `words`, from 1; 0 is none. Of numbers: NaN is none. */
  values: Values;
  words: string[];
  /** Of visits: how many each record has. */
  counts: Uint16Array | null;
}

/** As it is kept: numbers in base 64, by which they come twice as fast as by other texts. */
export interface StoredColumn {
  counts: string | null;
  words: string | null;
  /** Bytes of a value. */
  width: number;
  data: string;
}

export function stored({ values, words, counts }: Column): StoredColumn {
  const isWords = !(values instanceof Float64Array);
  return {
    counts: counts && base64(counts),
    words: isWords ? JSON.stringify(words) : null,
    width: values.BYTES_PER_ELEMENT,
    data: base64(values),
  };
}

export function columnOf({ counts, words, width, data }: StoredColumn): Column {
  const bytes = bytesOf(data);
  return {
    values: words === null ? new Float64Array(bytes) : new (WIDTHS[width] ?? Uint32Array)(bytes),
    words: words === null ? [] : (JSON.parse(words) as string[]),
    counts: counts === null ? null : new Uint16Array(bytesOf(counts)),
  };
}

const WIDTHS: { [bytes: number]: Uint8ArrayConstructor | Uint16ArrayConstructor } = { 1: Uint8Array, 2: Uint16Array };

/** A column of words, in as few bytes as will do. */
export function wordColumn(texts: (string | null)[], counts: Uint16Array | null): Column {
  const places = new Map<string, number>();
  const words: string[] = [];
  const numbers = new Uint32Array(texts.length);
  for (const [at, text] of texts.entries()) {
    if (text === null) continue;
    let place = places.get(text);
    if (place === undefined) {
      place = words.push(text);
      places.set(text, place);
    }
    numbers[at] = place;
  }
  const values =
    words.length < 256 ? Uint8Array.from(numbers) : words.length < 65_536 ? Uint16Array.from(numbers) : numbers;
  return { values, words, counts };
}

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

export const base64 = ({ buffer, byteOffset, byteLength }: Values): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
