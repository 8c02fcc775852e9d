/** What a cell of a workbook holds. Times have no zone: a workbook knows none. */
export type Cell =
  | string
  | number
  | boolean
  /** `YYYY-MM-DD`, and `HH:mm:ss` with up to three decimals where there is a time of day. */
  | { date: string; time?: string }
  | { time: string }
  | { percent: number }
  /** ISO 8601. */
  | { duration: string };

/** The bytes of a file, from any place on. */
export interface Bytes {
  size: number;
  read(from: number, to: number): AsyncIterable<Buffer>;
}

/** The file is not a workbook, or is damaged. */
export class BrokenWorkbook extends Error {}

/** Most characters of a row, and between two tags: a workbook with more was made to fill the memory. */
const LONGEST_PIECE = 10_000_000;

/** @throws BrokenWorkbook */
export function demandPiece(characters: number): void {
  if (characters > LONGEST_PIECE) throw new BrokenWorkbook('A row of the workbook is too long to be one.');
}

/** Longest text of a cell, in characters, as Excel has it. */
export const LONGEST_TEXT = 32_767;
