import { generateKeyBetween } from 'fractional-indexing';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Head of a fractional index whose integer part has nine digits and lies below zero. */
const HEAD = 'R';
const WIDTH = 9;
const CEILING = 62n ** BigInt(WIDTH) - 1n;

/** Ranks longer than this (characters) make the column worth spreading out again. */
export const LONG_RANK = 64;

let last = 0n;

/**
 * A place above everything that came to any column before: later times sort first, so a card that arrives needs
 * no look at its new column, and cards imported from the past lie where they would have lain.
 *
 * @param at milliseconds since 1970; absent for "now" by the machine's clock, then never the same twice here
 * @param nudge microseconds added, to keep rows of one moment apart
 */
export function topRank(at?: number, nudge = 0): string {
  let micros: bigint;
  if (at === undefined) {
    micros = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000));
    if (micros <= last) micros = last + 1n;
    last = micros;
  } else {
    micros = BigInt(Math.max(0, Math.round(at * 1000) + nudge));
  }
  let rest = CEILING - micros;
  let text = '';
  for (let i = 0; i < WIDTH; i++) {
    text = DIGITS[Number(rest % 62n)] + text;
    rest /= 62n;
  }
  return HEAD + text;
}

/**
 * A place between two cards.
 *
 * @param above rank of the card above; null at the top
 * @param below rank of the next card below with another rank; null at the bottom
 */
export function rankBetween(above: string | null, below: string | null): string {
  return generateKeyBetween(above, below);
}
