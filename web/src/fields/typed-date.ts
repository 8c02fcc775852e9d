/**
 * Reads a date as this reader types it: ISO first, then day, month and year in the locale's own order
 * (`31.12.2026`, `12/31/2026`, `2026/12/31`, `2026年12月31日`), the year in two or four digits or left out. Where that
 * is no day, the other order of day and month is meant.
 *
 * @param today `YYYY-MM-DD`, for a date without a year
 * @returns `YYYY-MM-DD`, or null when there is no such day
 */
export function parseTypedDate(text: string, locale: string, today: string): string | null {
  const numbers = text.match(/\d+/g);
  if (!numbers || numbers.length < 2 || numbers.length > 3) return null;
  const order = numbers[0]?.length === 4 ? (['year', 'month', 'day'] as const) : orderOf(locale, numbers.length);
  const turned = order.map((part) => (part === 'day' ? 'month' : part === 'month' ? 'day' : part));
  return dateIn(numbers, order, today) ?? (order[0] === 'year' ? null : dateIn(numbers, turned, today));
}

type Part = 'year' | 'month' | 'day';

function dateIn(numbers: readonly string[], order: readonly Part[], today: string): string | null {
  const parts: { [part: string]: string } = {};
  order.forEach((part, index) => {
    parts[part] = numbers[index] ?? '';
  });
  const year = parts.year === undefined ? today.slice(0, 4) : parts.year.length === 2 ? `20${parts.year}` : parts.year;
  const date = `${year.padStart(4, '0')}-${(parts.month ?? '').padStart(2, '0')}-${(parts.day ?? '').padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}

function orderOf(locale: string, length: number): readonly Part[] {
  const order = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(new Date(0))
    .map((part) => part.type)
    .filter((type): type is Part => type === 'year' || type === 'month' || type === 'day');
  return length === 3 ? order : order.filter((part) => part !== 'year');
}
