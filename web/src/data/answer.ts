/**
 * Characters by which a text turns around how all that follows reads: names of files and cards that pretend to be
 * others are written with them, scripts that run from right to left need none.
 */
const OVERRIDES = /[\u202D\u202E]/g;

/** What the server answered, as it is shown: its texts read in the order in which they were written. */
export function readAnswer<T>(text: string): T {
  return JSON.parse(text.replace(OVERRIDES, '')) as T;
}
