import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { SavedReport } from '@etapa/shared/api/saved-reports';
import {
  type ChartData,
  type ChartOption,
  chartOption,
  isDrawn,
  type LegendEntry,
  legendOf,
} from '@etapa/shared/reports/chart';
import { picturesFor } from '@etapa/shared/reports/pictures';
import { measureKey } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Pictures } from '../../connectors/pictures.ts';
import { RecordService } from '../records.ts';
import { crossTable } from './cross-table.ts';
import { chartOf, figureText } from './query-chart.ts';
import { queryTable } from './query-table.ts';
import { columnWords, type Told } from './query-words.ts';
import type { ReportTable } from './table.ts';
import { ReportTables } from './tables.ts';

const INK = { text: '#343a40', line: '#dee2e6' };
const SIZE = { width: 680, height: 340 };
/** How wide a sign is, of the size of its font: a bold one of the widest that figures have. */
const SIGN = 0.72;

interface Drawn {
  png: Buffer | null;
  /** What its colours stand for: in a picture of fixed size there is no room for many names. */
  legend: LegendEntry[];
  /** Names stand as numbers of the table's rows, since no font of the machine has their signs. */
  isNumbered: boolean;
  table: ReportTable;
  mayExport: boolean;
}

/** Saved reports drawn on the server, as their reader may see them. */
@Injectable()
export class ReportPictures {
  constructor(
    private readonly tables: ReportTables,
    private readonly records: RecordService,
    private readonly pictures: Pictures,
  ) {}

  /** @throws RefusalError as the report itself does */
  async of(reader: Caller, { name, query, picture }: SavedReport): Promise<Drawn> {
    const isCross = picture === 'pivot';
    const answer = await this.tables.answer(reader, { ...query, ...(isCross ? { subtotals: true } : {}) });
    const { rows, totals, told } = answer;
    const access = await this.records.access(reader, query.entityType);
    const mayExport = may(reader, 'export', query.entityType, access.caller.allRoles);
    const crossed = isCross ? crossTable(name, answer, told) : null;
    const table = crossed ?? queryTable(name, (query.groupBy ?? []).length > 0 ? rows : [totals], told);
    const fits = picturesFor(query, told.schema);
    const kind = isDrawn(picture) ? picture : fits.includes('bar') ? 'bar' : null;
    const chart = kind && chartOf(kind, rows, told);
    const texts = chart ? [...chart.categories, ...chart.series.map((one) => one.name)] : [];
    const isNumbered = texts.length > 0 && !(await this.pictures.writes(texts.join(' ')));
    const shown =
      chart && isNumbered
        ? {
            ...chart,
            categories: chart.categories.map((_, at) => String(at + 1)),
            series: chart.series.map((one, at) => ({ ...one, name: String(at + 1) })),
          }
        : chart;
    const option = shown ? chartOption(shown, INK, false) : picture === 'number' ? numberOption(totals, told) : null;
    const isEmpty = rows.length === 0;
    const png = option && !isEmpty ? await this.pictures.png(option, SIZE) : null;
    const legend = png && chart ? legendOf(isNumbered && chart.kind === 'pie' ? numbered(chart) : chart) : [];
    return { png, legend, isNumbered, table, mayExport };
  }
}

/** With the numbers that stand in the picture before the names. */
const numbered = (chart: ChartData): ChartData => ({
  ...chart,
  categories: chart.categories.map((name, at) => `${at + 1} ${name}`),
});

/** The figures of a report without groups, as large as there is room for: each currency in a line of its own. */
export function numberOption(totals: { [column: string]: unknown }, told: Told): ChartOption {
  const figures = told.query.measures.map((measure) => {
    const column = told.columns.find(({ key }) => key === measureKey(measure));
    const lines = column ? figureText(totals[column.key], column, told).split(' + ') : [''];
    return { lines, words: column ? columnWords(column, told) : '' };
  });
  const room = (0.92 * SIZE.width) / figures.length;
  const longest = Math.max(...figures.flatMap(({ lines }) => lines.map(({ length }) => length)));
  const most = Math.max(...figures.map(({ lines }) => lines.length));
  const fontSize = Math.floor(Math.min(54, room / (longest * SIGN), (0.6 * SIZE.height) / most));
  return {
    title: figures.map(({ lines, words }, at) => ({
      left: `${Math.round((100 * (at + 0.5)) / figures.length)}%`,
      top: 'middle',
      textAlign: 'center',
      text: lines.join('\n'),
      subtext: words,
      textStyle: { fontSize, color: INK.text },
      subtextStyle: { fontSize: 16, color: '#868e96', width: room, overflow: 'truncate' },
    })),
  };
}
