/** The year before the first of each era of Japan, by its name and letter. */
const ERAS = new Map([
  ['明治', 1867],
  ['M', 1867],
  ['大正', 1911],
  ['T', 1911],
  ['昭和', 1925],
  ['S', 1925],
  ['平成', 1988],
  ['H', 1988],
  ['令和', 2018],
  ['R', 2018],
]);

const ERA =
  /^(?<era>明治|大正|昭和|平成|令和|[MTSHR])\.? ?(?<year>元|\d{1,2})(?:年 ?|[./-])(?<month>\d{1,2})(?:月 ?|[./-])(?<day>\d{1,2})日?(?<rest>\D.*)?$/i;

/** Months as the four languages write them in dates, in order. */
const MONTHS = [
  'january января январь січня січень',
  'february февраля февраль лютого лютий',
  'march марта март березня березень',
  'april апреля апрель квітня квітень',
  'may мая май травня травень',
  'june июня июнь червня червень',
  'july июля июль липня липень',
  'august августа август серпня серпень',
  'september сентября сентябрь вересня вересень',
  'october октября октябрь жовтня жовтень',
  'november ноября ноябрь листопада листопад',
  'december декабря декабрь грудня грудень',
].map((names) => names.split(' '));
/** Letters of a month's name at least. */
const SHORTEST = 3;

const DAY_FIRST =
  /^(?<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?<name>\p{L}{3,10})\.?,?[ -]+(?<year>\d{4})(?: ?(?:года|року|[гр]\.?))?(?<rest>[^\d\p{L}].*)?$/iu;
const MONTH_FIRST =
  /^(?<name>\p{L}{3,10})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})(?<rest>[^\d\p{L}].*)?$/iu;

/** Days that spreadsheets count from the end of 1899, as far as they are days of our time: 1954 to 2119. */
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;
const DAY = 86_400_000;

/**
 * A date that can be read in one way only, however the others of a file are written, as `YYYY-M-D` with what followed
 * it: of an era (`令和8年11月3日`, `R8.11.3`), with the month's name, with a Japanese day of the week, eight digits, or
 * the number of days that a spreadsheet has for it.
 *
 * @param text with compatibility characters composed
 */
export function plainDate(text: string): string | undefined {
  const plain = text.replace(/ ?\([日月火水木金土](?:曜日?)?\)/, '');
  const era = ERA.exec(plain)?.groups;
  if (era) {
    const year = (ERAS.get(era.era?.toUpperCase() ?? '') ?? 0) + (era.year === '元' ? 1 : Number(era.year));
    return `${year}-${era.month}-${era.day}${era.rest ?? ''}`;
  }
  const named = (DAY_FIRST.exec(plain) ?? MONTH_FIRST.exec(plain))?.groups;
  if (named) {
    const month = monthOf(named.name ?? '');
    return month === 0 ? undefined : `${named.year}-${month}-${named.day}${named.rest ?? ''}`;
  }
  const compact = /^([12]\d{3})(\d{2})(\d{2})$/.exec(plain);
  if (compact) return compact.slice(1).join('-');
  if (/^\d{5}(?:[.,]\d{1,12})?$/.test(plain)) return dateOfSerial(Number(plain.replace(',', '.')));
  return plain === text ? undefined : plain;
}

/** From 1; 0 where it is no month. */
function monthOf(name: string): number {
  const word = name.toLowerCase();
  if (word.length < SHORTEST) return 0;
  return 1 + MONTHS.findIndex((names) => names.some((each) => each.startsWith(word)));
}

function dateOfSerial(serial: number): string | undefined {
  if (serial < FIRST_SERIAL || serial >= LAST_SERIAL) return undefined;
  // To the second: a binary fraction has no exact ones.
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round((serial * DAY) / 1000) * 1000).toISOString();
  return Number.isInteger(serial) ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
