import type { Caller } from '@etapa/shared/access/caller';
import type { LegendEntry } from '@etapa/shared/reports/chart';
import type { DashboardQuestion } from '@etapa/shared/reports/dashboard-question';
import type { Cell } from '../../connectors/workbooks/cell.ts';
import type { ReportTable } from './table.ts';
import { reportTexts } from './texts.ts';

/** One report of an e-mail; without a table the reader may not see it. */
export interface LetterPart {
  title: string;
  png: Buffer | null;
  /** What the colours of the picture stand for. */
  legend?: LegendEntry[];
  isNumbered?: boolean;
  /** Not narrowed by the condition of its dashboard, which it cannot follow. */
  isWhole?: boolean;
  table: ReportTable | null;
}

interface About {
  name: string;
  /** Where it is in the browser. */
  address: string;
  reader: Caller;
  now: Date;
  /** What the dashboard is narrowed to. */
  question: DashboardQuestion;
}

/** Rows of a table in an e-mail at most: the rest is in the browser. */
const MOST_ROWS = 25;

/** An e-mail of reports: as text, and as a page with the pictures inside. */
export function composed(
  parts: LetterPart[],
  { name, address, reader, now, question }: About,
): { body: string; html: string } {
  const texts = reportTexts(reader.language);
  const time = new Intl.DateTimeFormat(reader.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: reader.timeZone,
  }).format(now);
  const hello = texts.hello.replace('{name}', () => reader.name);
  const asOf = texts.asOf.replace('{time}', () => time);
  const narrowed = narrowedText(question, reader.language);
  const why = texts.why.replace('{name}', () => name);
  const body = [
    hello,
    asOf,
    ...narrowed,
    ...parts.map((part) => partText(part, reader.language)),
    `${texts.openReport}: ${address}`,
  ];
  const html = [
    `<h1 style="font-size:20px;margin:0 0 4px">${escaped(name)}</h1>`,
    `<p style="color:#868e96;margin:0 0 16px">${escaped([asOf, ...narrowed].join(' '))}</p>`,
    ...parts.map((part) => partPage(part, reader.language)),
    `<p><a href="${escaped(address)}">${escaped(texts.openReport)}</a></p>`,
    `<p style="color:#868e96;font-size:12px">${escaped(why)}</p>`,
  ];
  return {
    body: [...body, `--\n${why}`].join('\n\n'),
    html: `<!doctype html><html lang="${escaped(reader.language)}"><body style="font-family:sans-serif;color:#212529;max-width:720px;margin:16px">${html.join('\n')}</body></html>`,
  };
}

/** What a dashboard is narrowed to, where it is: its days, and that there is more. */
function narrowedText({ from, to, ...others }: DashboardQuestion, language: string): string[] {
  const texts = reportTexts(language);
  const day = (text: string | undefined) =>
    text === undefined
      ? ''
      : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text));
  const days = from || to ? [`${day(from)} – ${day(to)}`.trim()] : [];
  const what = [...days, ...(Object.keys(others).length > 0 ? [texts.narrowedMore] : [])];
  return what.length > 0 ? [texts.narrowed.replace('{what}', () => what.join('; '))] : [];
}

function partText({ title, table, isWhole }: LetterPart, language: string): string {
  const texts = reportTexts(language);
  if (!table) return texts.notShown;
  const line = (row: Cell[]) => row.map((cell) => cellText(cell, language)).join(' | ');
  const rows = table.rows.slice(0, MOST_ROWS).map(line);
  const head = isWhole ? [title, texts.notNarrowed] : [title];
  if (rows.length === 0) return [...head, texts.nothing].join('\n');
  return [...head, table.head.join(' | '), ...rows, ...moreOf(table, language), ...(table.foot ?? []).map(line)].join(
    '\n',
  );
}

function partPage({ title, png, legend = [], isNumbered, isWhole, table }: LetterPart, language: string): string {
  const texts = reportTexts(language);
  if (!table) return `<p style="color:#868e96">${escaped(texts.notShown)}</p>`;
  const picture = png
    ? `<img alt="${escaped(title)}" width="680" style="max-width:100%;height:auto" src="data:image/png;base64,${png.toString('base64')}">`
    : '';
  const names = legend.map(
    ({ name, color }) =>
      `<span style="margin-right:16px"><span style="color:${color}">■</span> ${escaped(name)}</span>`,
  );
  const colors =
    names.length > 0 ? `<p style="font-size:13px;line-height:1.6;margin:4px 0 12px">${names.join(' ')}</p>` : '';
  const notes = [...(isWhole ? [texts.notNarrowed] : []), ...(isNumbered ? [texts.numbered] : [])];
  const note = notes.map((text) => `<p style="color:#868e96;font-size:12px">${escaped(text)}</p>`).join('');
  const heading = `<h2 style="font-size:16px;margin:24px 0 8px">${escaped(title)}</h2>`;
  if (table.rows.length === 0) return `${heading}<p>${escaped(texts.nothing)}</p>`;
  const side = (cell: Cell) =>
    typeof cell === 'number' || (typeof cell === 'object' && 'percent' in cell) ? 'right' : 'left';
  const style = (align: string) => `style="text-align:${align};padding:4px 10px;border-bottom:1px solid #dee2e6"`;
  const numbers = isNumbered ? [''] : [];
  const [first = []] = table.rows;
  const head = [...numbers, ...table.head].map(
    (text, at) => `<th ${style(side(first[at - numbers.length] ?? ''))}>${escaped(text)}</th>`,
  );
  const rows = table.rows.slice(0, MOST_ROWS).map((row, at) => {
    const cells = [...(isNumbered ? [String(at + 1)] : []), ...row];
    return `<tr>${cells.map((cell) => `<td ${style(side(cell))}>${escaped(cellText(cell, language))}</td>`).join('')}</tr>`;
  });
  const foot = (table.foot ?? []).map((row) => {
    const cells = [...numbers, ...row].map(
      (cell) => `<th ${style(side(cell))}>${escaped(cellText(cell, language))}</th>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const more = moreOf(table, language).map((text) => `<p style="color:#868e96">${escaped(text)}</p>`);
  return `${heading}${picture}${colors}${note}<table style="border-collapse:collapse;font-size:14px"><tr>${head.join('')}</tr>${rows.join('')}${foot.join('')}</table>${more.join('')}`;
}

const moreOf = ({ rows }: ReportTable, language: string): string[] =>
  rows.length > MOST_ROWS ? [reportTexts(language).more.replace('{count}', String(rows.length - MOST_ROWS))] : [];

function cellText(cell: Cell, language: string): string {
  if (typeof cell === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(cell);
  if (typeof cell !== 'object') return String(cell);
  if ('percent' in cell) {
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(cell.percent);
  }
  if ('duration' in cell) return cell.duration;
  return 'date' in cell ? [cell.date, cell.time].filter(Boolean).join(' ') : cell.time;
}

const ENTITIES: { [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
