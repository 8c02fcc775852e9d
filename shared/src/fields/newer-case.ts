/**
 * Capital letters that got their small ones after Unicode 10: [first, last, distance to the small letter].
 * One PostgreSQL or browser knows them and an older one does not, so their case is taken away here, by hand.
 */
const RANGES: [first: number, last: number, distance: number][] = [
  [0x1c89, 0x1c89, 1],
  [0x1c90, 0x1cba, -0xbc0],
  [0x1cbd, 0x1cbf, -0xbc0],
  [0x2c2f, 0x2c2f, 0x30],
  ...[0xa7b8, 0xa7ba, 0xa7bc, 0xa7be, 0xa7c0, 0xa7c2, 0xa7c7, 0xa7c9, 0xa7cc, 0xa7ce].map(pair),
  ...[0xa7d0, 0xa7d2, 0xa7d4, 0xa7d6, 0xa7d8, 0xa7da, 0xa7f5].map(pair),
  [0xa7c4, 0xa7c4, 0xa794 - 0xa7c4],
  [0xa7c5, 0xa7c5, 0x282 - 0xa7c5],
  [0xa7c6, 0xa7c6, 0x1d8e - 0xa7c6],
  [0xa7cb, 0xa7cb, 0x264 - 0xa7cb],
  [0xa7dc, 0xa7dc, 0x19b - 0xa7dc],
  [0x10570, 0x10595, 0x27],
  [0x10d50, 0x10d65, 0x20],
  [0x16e40, 0x16e5f, 0x20],
  [0x16ea0, 0x16eb8, 0x1b],
];

/** Holes in the range of Vithkuqi: no letter stands there. */
const HOLES = new Set([0x1057b, 0x1058b, 0x10593]);

function pair(capital: number): [number, number, number] {
  return [capital, capital, 1];
}

/** The capitals and, in the same order, their small letters. */
export const NEWER_CAPITALS: string[] = [];
export const NEWER_SMALLS: string[] = [];
for (const [first, last, distance] of RANGES) {
  for (let code = first; code <= last; code++) {
    if (HOLES.has(code)) continue;
    NEWER_CAPITALS.push(String.fromCodePoint(code));
    NEWER_SMALLS.push(String.fromCodePoint(code + distance));
  }
}

const smalls = new Map(NEWER_CAPITALS.map((capital, index) => [capital, NEWER_SMALLS[index] ?? capital]));
const capitals = new RegExp(`[${NEWER_CAPITALS.join('')}]`, 'gu');
const small = new RegExp(`[${NEWER_SMALLS.join('')}]`, 'u');

/** Makes the newer capitals small. */
export function lowerNewer(text: string): string {
  return text.replace(capitals, (capital) => smalls.get(capital) ?? capital);
}

/** Whether a text has letters that a newer capital is another form of. */
export function meetsNewer(text: string): boolean {
  return small.test(text);
}
