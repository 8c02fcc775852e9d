import { Temporal } from 'temporal-polyfill';
import { epochOf, isDate } from './calendar.ts';
import { plainDate } from './date-words.ts';

/** What a text says of a time: a day, perhaps an hour, perhaps an exact instant. */
export interface ReadTime {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:mm:ss.sss`, where the text has one. */
  time?: string;
  /** Milliseconds since 1970, where the text names its offset. */
  epoch?: number;
}

/**
 * Reads a date or time as files write it. Full-width digits are digits.
 *
 * @param format such as `dd.MM.yyyy` or `M/d/yy HH:mm`; tokens yyyy yy MM M dd d HH H hh h mm ss a. A time
 *   may follow a format that has none. Absent: ISO 8601, or the year first (`2024/5/1`, `2024年5月1日`).
 *   What can be read in one way only, as `plainDate` has it, is read whatever the format.
 * @returns undefined when the text is not a time of that form, or no such day exists
 */
export function readTime(text: string, format?: string): ReadTime | undefined {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const epoch = epochOf(plain);
  if (epoch !== undefined && format === undefined)
    return { date: plain.slice(0, 10), time: plain.slice(11, 19), epoch };
  const read = format === undefined ? readYearFirst(plain) : readFormat(plain, format);
  if (read) return read;
  const otherwise = plainDate(plain);
  return otherwise === undefined ? undefined : readYearFirst(otherwise);
}

const CLOCK =
  '(?:[T ]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?)?';
const YEAR_FIRST = new RegExp(
  `^(?<year>\\d{4})(?:-(?<month1>\\d{1,2})-(?<day1>\\d{1,2})|/(?<month2>\\d{1,2})/(?<day2>\\d{1,2})|\\.(?<month3>\\d{1,2})\\.(?<day3>\\d{1,2})|年 ?(?<month4>\\d{1,2})月 ?(?<day4>\\d{1,2})日)${CLOCK}$`,
);

function readYearFirst(text: string): ReadTime | undefined {
  const parts = YEAR_FIRST.exec(text)?.groups;
  if (!parts) return undefined;
  const pick = (name: string) => parts[`${name}1`] ?? parts[`${name}2`] ?? parts[`${name}3`] ?? parts[`${name}4`];
  return assemble({ ...parts, month: pick('month'), day: pick('day') });
}

const TOKENS: { [token: string]: string } = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  a: '(?<half>[AaPp])\\.?[Mm]\\.?',
};

/** Whether a text is a format `readTime` can use: it names year, month and day once each. */
export function isDateFormat(format: string): boolean {
  const tokens = format.match(/yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a/g) ?? [];
  const named = tokens.map((token) => TOKENS[token]?.match(/<(\w+)>/)?.[1] ?? '');
  const dated = ['month', 'day'].every((name) => named.includes(name)) && named.some((name) => /year/i.test(name));
  return dated && new Set(named).size === named.length;
}

function readFormat(text: string, format: string): ReadTime | undefined {
  if (!isDateFormat(format)) return undefined;
  const clockAt = format.search(/[Hh]/);
  if (clockAt < 0) return match(text, shapeOf(format) + CLOCK);
  // A column of times may hold days alone.
  return match(text, shapeOf(format)) ?? match(text, shapeOf(format.slice(0, clockAt).trimEnd()));
}

function shapeOf(format: string): string {
  const pieces = format.normalize('NFKC').split(/(yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a)/);
  const literal = (piece: string) => piece.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replace(/ /g, ' +');
  return pieces.map((piece) => TOKENS[piece] ?? literal(piece)).join('');
}

function match(text: string, shape: string): ReadTime | undefined {
  const parts = new RegExp(`^${shape}$`).exec(text)?.groups;
  return parts ? assemble(parts) : undefined;
}

function assemble(parts: { [name: string]: string | undefined }): ReadTime | undefined {
  const year = parts.year ?? century(parts.shortYear ?? '');
  const date = [year, parts.month?.padStart(2, '0'), parts.day?.padStart(2, '0')].join('-');
  if (!isDate(date)) return undefined;
  if (parts.hour === undefined) return { date };
  const hour = hourOf(Number(parts.hour), parts.half?.toLowerCase());
  if (hour === undefined) return undefined;
  const time = `${String(hour).padStart(2, '0')}:${parts.minute ?? '00'}:${parts.second ?? '00'}`;
  try {
    const fraction = (parts.fraction ?? '').padEnd(3, '0').slice(0, 3);
    Temporal.PlainTime.from(time, { overflow: 'reject' });
    return { date, time: fraction === '000' ? time : `${time}.${fraction}` };
  } catch {
    return undefined;
  }
}

/** Two digits of a year: 1970 to 2069, as POSIX (69) and spreadsheets nearly agree. */
function century(digits: string): string {
  return Number(digits) >= 70 ? `19${digits}` : `20${digits}`;
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
