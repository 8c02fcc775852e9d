import type { Cell } from './cell.ts';

const DAY = 86_400_000;
/** Day 0 of the 1900 system as it counts from March 1900 on: before, it knows a 29 February that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FALSE_LEAP_DAY = 60;

/** What a number format makes of a number. */
export type Shown = 'number' | 'percent' | 'date' | 'time' | 'duration';

/** Formats that workbooks know without being told (ECMA-376, part 1, 18.8.30), East Asian ones included. */
const BUILT_IN: { [id: number]: Shown } = Object.fromEntries([
  ...[9, 10].map((id) => [id, 'percent']),
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date']),
  ...[18, 19, 20, 21, 32, 33, 45, 47, 55, 56].map((id) => [id, 'time']),
  [46, 'duration'],
]);

/**
 * What a number format shows.
 *
 * @param code absent for one that workbooks know without being told
 */
export function shownBy(id: number, code: string | undefined): Shown {
  if (code === undefined) return BUILT_IN[id] ?? 'number';
  const [first = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';');
  const plain = first.toLowerCase();
  if (/\[[hms]+\]/.test(plain)) return 'duration';
  const clock = /am\/pm|a\/p/.test(plain) || /[hs]/.test(plain);
  const rest = plain.replace(/am\/pm|a\/p/g, '');
  if (/general/.test(rest)) return 'number';
  if (/[yd]/.test(rest) || (/m/.test(rest) && !clock)) return 'date';
  if (clock) return 'time';
  return rest.includes('%') ? 'percent' : 'number';
}

/** A stored number as its format shows it. */
export function cellOf(value: number, shown: Shown, from1904: boolean): Cell {
  if (shown === 'number' || !Number.isFinite(value)) return value;
  if (shown === 'percent') return { percent: value };
  const milliseconds = inSeconds(value * DAY);
  if (shown === 'duration') return { duration: durationOf(milliseconds) };
  if (shown === 'time' && value >= 0 && value < 1) return { time: timeOf(milliseconds) };
  const epoch = from1904 ? EPOCH_1904 : value < FALSE_LEAP_DAY ? EPOCH_1900 + DAY : EPOCH_1900;
  const at = new Date(epoch + milliseconds);
  if (Number.isNaN(at.getTime()) || value < 0) return value;
  const date = at.toISOString().slice(0, 10);
  const time = timeOf(((milliseconds % DAY) + DAY) % DAY);
  return time === '00:00:00' ? { date } : { date, time };
}

/**
 * A date or time as workbooks store it, in the 1900 system.
 * @returns null for what it cannot hold: days before March 1900
 */
export function serialOf({ date, time = '00:00:00' }: { date: string; time?: string }): number | null {
  const at = Date.parse(`${date}T${time}Z`);
  const serial = (at - EPOCH_1900) / DAY;
  return Number.isFinite(serial) && serial > FALSE_LEAP_DAY ? serial : null;
}

/** Fractions of days are never exact: what is a whole second but for a millisecond is one. */
function inSeconds(milliseconds: number): number {
  const rounded = Math.round(milliseconds);
  const second = Math.round(rounded / 1000) * 1000;
  return Math.abs(rounded - second) <= 1 ? second : rounded;
}

function timeOf(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

function durationOf(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const seconds = Math.abs(milliseconds) / 1000;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [hours ? `${hours}H` : '', minutes ? `${minutes}M` : '', rest ? `${rest}S` : ''].join('');
  return `${sign}PT${parts || '0S'}`;
}
