import type { Deviations } from '@etapa/shared/api/deviations';
import type { Forecast } from '@etapa/shared/api/forecast';
import type { Flow, FunnelReport } from '@etapa/shared/api/reports';
import type { Funnel } from '@etapa/shared/definition/entity-type';
import { labelIn } from '@etapa/shared/fields/option';
import type { Static } from 'typebox';
import type { Cell } from '../../connectors/workbooks/cell.ts';
import type { ReportTable } from './table.ts';
import { reportTexts } from './texts.ts';

/** Of what a table is, and in whose words. */
interface Of {
  name: string;
  funnel: Funnel;
  language: string;
}

const number = (value: number | null): Cell => value ?? '';
const share = (value: number | null): Cell => (value === null ? '' : { percent: value });
const stageName = ({ funnel, language }: Of, key: string): string => {
  const name = funnel.stages.find((stage) => stage.key === key)?.name;
  return name === undefined ? key : labelIn(name, language);
};

/** Every figure of every stage. Times are seconds. */
export function funnelTable(report: Static<typeof FunnelReport>, of: Of): ReportTable {
  const texts = reportTexts(of.language);
  const time = (name: string) => `${name} (${texts.seconds})`;
  const sums = [...new Set(report.stages.flatMap(({ currentSums }) => Object.keys(currentSums)))];
  return {
    name: of.name,
    head: [
      ...[
        texts.stage,
        texts.entered,
        texts.reached,
        texts.current,
        texts.lostHere,
        texts.fromPrevious,
        texts.fromFirst,
      ],
      ...[time(texts.median), time(texts.p90), time(texts.norm), texts.overNorm, texts.overNormNow],
      ...sums,
    ],
    rows: report.stages.map((row) => [
      ...[stageName(of, row.stage), row.entered, number(row.reached), row.current, row.lostHere],
      ...[share(row.conversionFromPrevious), share(row.conversionFromFirst)],
      ...[number(row.medianSeconds), number(row.p90Seconds), number(row.normSeconds)],
      ...[row.overNorm, row.overNormNow],
      ...sums.map((field) => sumCell(row.currentSums[field])),
    ]),
  };
}

/** Owners and stages, everybody's first. @param names of people by id */
export function deviationTable(
  { owners, stages }: Deviations,
  names: ReadonlyMap<string, string>,
  of: Of,
): ReportTable {
  const texts = reportTexts(of.language);
  const time = (name: string) => `${name} (${texts.seconds})`;
  const cells = (owner: string, row: Deviations['stages'][number]): Cell[] => [
    ...[owner, stageName(of, row.stage), number(row.normSeconds), row.finished, number(row.medianSeconds)],
    ...[number(row.averageSeconds), number(row.deviationSeconds), row.overNorm, number(row.overSeconds)],
    ...[row.now, row.overNormNow],
  ];
  return {
    name: of.name,
    head: [
      ...[texts.owner, texts.stage, time(texts.norm), texts.finished, time(texts.median), time(texts.average)],
      ...[time(texts.deviation), texts.overNorm, time(texts.overTime), texts.now, texts.overNormNow],
    ],
    rows: [
      ...stages.map((row) => cells(texts.everybody, row)),
      ...owners.map(({ ownerId, ...row }) =>
        cells(ownerId === null ? texts.nobody : (names.get(ownerId) ?? ownerId), row),
      ),
    ],
  };
}

/** The steps that records took. */
export function flowTable({ edges }: Static<typeof Flow>, of: Of): ReportTable {
  const texts = reportTexts(of.language);
  return {
    name: of.name,
    head: [texts.from, texts.to, texts.times, texts.records, `${texts.median} (${texts.seconds})`],
    rows: edges.map((edge) => [
      ...[stageName(of, edge.from), stageName(of, edge.to), edge.count, edge.records, number(edge.medianSeconds)],
    ]),
  };
}

/** Periods with what was won, is likely and is missing. */
export function forecastTable({ periods, totals }: Forecast, name: string, language: string): ReportTable {
  const texts = reportTexts(language);
  const isMixed = [totals, ...periods].some(({ open, won }) => typeof open === 'object' || typeof won === 'object');
  // A bare number where all is in one currency, or no money; else it says which it is in.
  const wanted = ({ gap }: Forecast['totals'], sums: { [currency: string]: number }, sum: number | null): Cell =>
    Object.keys(sums).length > 0 && (isMixed || gap === null) ? sumCell(sums) : number(sum);
  const cells = (row: Forecast['totals']): Cell[] => [
    ...[sumCell(row.won), sumCell(row.weighted), sumCell(row.open), row.wonCount, row.openCount],
    ...[wanted(row, row.targets, row.target), wanted(row, row.gaps, row.gap)],
  ];
  const records = (what: string) => `${what} (${texts.records})`;
  return {
    name,
    head: [
      ...[texts.period, texts.won, texts.likely, texts.open, records(texts.won), records(texts.open)],
      ...[texts.target, texts.gap],
    ],
    rows: [
      ...periods.map((row) => [row.period === null ? texts.noDate : { date: row.period }, ...cells(row)]),
      [texts.total, ...cells(totals)],
    ],
  };
}

function sumCell(sum: number | { [currency: string]: number } | undefined): Cell {
  if (sum === undefined) return '';
  if (typeof sum === 'number') return sum;
  return Object.entries(sum)
    .map(([currency, value]) => `${value} ${currency}`.trim())
    .join('; ');
}
