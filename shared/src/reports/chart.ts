import type { Picture } from './pictures.ts';

/** Pictures that a chart library draws; a number, a table and a cross table are written. */
export type DrawnPicture = Exclude<Picture, 'number' | 'table' | 'pivot'>;

export const isDrawn = (picture: Picture): picture is DrawnPicture =>
  picture !== 'number' && picture !== 'table' && picture !== 'pivot';

/** What is drawn, in the reader's words: values of a series stand in the order of the categories. */
export interface ChartData {
  kind: DrawnPicture;
  categories: string[];
  series: { name: string; values: (number | null)[]; format: (value: unknown) => string }[];
}

/** A chart as a plain object: what ECharts calls its option, the same in the browser and in e-mails. */
export interface ChartOption {
  [name: string]: unknown;
}

/** Colours that are told apart by everybody, on light and dark alike (Okabe and Ito, softened); then the same, lighter. */
const COLORS = [
  ...['#3b5bdb', '#e8890c', '#2b9e77', '#c2527e', '#5aa9e6', '#8a6fd1', '#b08d00', '#6b7480'],
  ...['#91a7ff', '#ffc078', '#8ce0c0', '#f0a3c3', '#b8dbf7', '#c5b4f5', '#e3cf6b', '#b6bec8'],
];

/** What a colour of a chart stands for. */
export interface LegendEntry {
  name: string;
  /** As CSS has it. */
  color: string;
}

/** What stands beside a chart whose own legend is left out; empty where its colours need none. */
export function legendOf({ kind, categories, series }: ChartData): LegendEntry[] {
  const isOfParts = kind === 'pie';
  const isOfSeries = (kind === 'bar' || kind === 'line' || kind === 'area') && series.length > 1;
  const names = isOfParts ? categories : isOfSeries ? series.map(({ name }) => name) : [];
  return names.map((name, at) => ({ name, color: COLORS[at % COLORS.length] ?? '' }));
}

/**
 * @param ink of texts and lines, as CSS has it
 * @param hasLegend whether it says itself what its colours stand for, as far as there is room: on a screen it scrolls
 */
export function chartOption(data: ChartData, ink: { text: string; line: string }, hasLegend = true): ChartOption {
  const option = drawnOption(data, ink);
  return hasLegend ? option : { ...option, legend: undefined };
}

function drawnOption(data: ChartData, ink: { text: string; line: string }): ChartOption {
  const common = { backgroundColor: 'transparent', animation: false, color: COLORS, textStyle: { color: ink.text } };
  switch (data.kind) {
    case 'pie':
    case 'funnel':
      return { ...common, ...wholeOption(data, ink) };
    case 'heatmap':
      return { ...common, ...heatmapOption(data, ink) };
    case 'sankey':
      return { ...common, ...sankeyOption(data, ink) };
    default:
      return { ...common, ...axesOption(data, ink) };
  }
}

type Ink = Parameters<typeof chartOption>[1];
const plain = (value: unknown): string => String(value ?? '—');

/** Parts of the height, in per cent: what all axes together take, and the room between two. */
const HEIGHT = 82;
const BETWEEN = 5;
/** Pixels for amounts beside axes of several currencies. */
const LABELS = 92;

/** Each unit has axes of its own, one below the other: amounts in two currencies are never held against one scale. */
function axesOption({ kind, categories, series }: ChartData, ink: Ink): ChartOption {
  const many = series.length > 1;
  const units = [...new Set(series.map(unitOf))];
  const axis = { axisLine: { lineStyle: { color: ink.line } }, splitLine: { lineStyle: { color: ink.line } } };
  const height = (HEIGHT - BETWEEN * (units.length - 1)) / units.length;
  const grids = units.map((_, at) => ({
    right: 16,
    // Several stand under each other, so that their categories do, too.
    ...(units.length === 1
      ? { left: 8, top: 16, bottom: many ? 36 : 8, containLabel: true }
      : { left: LABELS, top: `${3 + at * (height + BETWEEN)}%`, height: `${height}%` }),
  }));
  const across = units.map((_, at) => ({
    type: 'category',
    gridIndex: at,
    data: categories,
    axisLabel: { hideOverlap: true, color: ink.text, show: at === units.length - 1 },
    axisLine: axis.axisLine,
  }));
  const up = units.map((unit, at) => ({
    type: 'value',
    gridIndex: at,
    splitNumber: units.length === 1 ? 5 : 3,
    axisLabel: { formatter: series.find((one) => unitOf(one) === unit)?.format, color: ink.text },
    ...axis,
  }));
  return {
    tooltip: { trigger: 'axis', confine: true },
    legend: many ? { type: 'scroll', bottom: 0, textStyle: { color: ink.text } } : undefined,
    grid: grids,
    xAxis: across,
    yAxis: up,
    series: series.map((one) => ({
      name: one.name,
      data: one.values,
      type: kind === 'bar' ? 'bar' : 'line',
      xAxisIndex: units.indexOf(unitOf(one)),
      yAxisIndex: units.indexOf(unitOf(one)),
      stack: many && kind === 'area' ? 'all' : undefined,
      areaStyle: kind === 'area' ? {} : undefined,
      barMaxWidth: 48,
      tooltip: { valueFormatter: one.format },
    })),
  };
}

/** What a series is measured in, as its numbers are written: € 1 is another unit than ¥ 1, 1 day or 1. */
const unitOf = ({ format }: ChartData['series'][number]): string => format(1);

/** Parts of a whole: a ring, or a funnel whose widest part is on top. */
function wholeOption({ kind, categories, series }: ChartData, ink: Ink): ChartOption {
  const [one] = series;
  const format = one?.format ?? plain;
  const data = categories.map((name, at) => ({ name, value: Math.max(0, one?.values[at] ?? 0) }));
  const label = {
    color: ink.text,
    formatter: ({ name, value }: { name: string; value: unknown }) => `${name}: ${format(value)}`,
  };
  const own =
    kind === 'pie'
      ? { type: 'pie', radius: ['40%', '70%'] }
      : { type: 'funnel', sort: 'none', left: '8%', width: '60%', top: 12, bottom: 12, minSize: '1%', gap: 2 };
  return {
    tooltip: { trigger: 'item', confine: true, valueFormatter: format },
    legend: kind === 'pie' ? { type: 'scroll', bottom: 0, textStyle: { color: ink.text } } : undefined,
    series: [{ ...own, data, label: { ...label, position: kind === 'pie' ? 'outer' : 'right' } }],
  };
}

function heatmapOption({ categories, series }: ChartData, ink: Ink): ChartOption {
  const format = series[0]?.format ?? plain;
  const cells = series.flatMap(({ values }, y) =>
    values.flatMap((value, x) => (value === null ? [] : [[x, y, value]])),
  );
  const most = Math.max(1, ...cells.map(([, , value]) => value ?? 0));
  const least = Math.min(0, ...cells.map(([, , value]) => value ?? 0));
  const axis = { axisLabel: { color: ink.text, hideOverlap: true }, axisLine: { lineStyle: { color: ink.line } } };
  return {
    tooltip: { trigger: 'item', confine: true },
    grid: { left: 8, right: 16, top: 8, bottom: 52, containLabel: true },
    xAxis: { type: 'category', data: categories, ...axis },
    yAxis: { type: 'category', data: series.map(({ name }) => name), inverse: true, ...axis },
    visualMap: {
      min: least,
      max: most,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      inRange: { color: ['#dbe4ff', '#748ffc', '#364fc7'] },
      // What the ends of the scale stand for, the greater first.
      text: [format(most), format(least)],
      textStyle: { color: ink.text },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        // A legible text on every shade is not to be had: the numbers stand in the table below.
        label: { show: false },
        tooltip: {
          formatter: ({ value: [x = 0, y = 0, value] }: { value: [number?, number?, number?] }) =>
            `${categories[x] ?? ''}, ${series[y]?.name ?? ''}: ${format(value)}`,
        },
      },
    ],
  };
}

/** From the groups on the left to those on the right; the same name on both sides is two places. */
function sankeyOption({ categories, series }: ChartData, ink: Ink): ChartOption {
  const format = series[0]?.format ?? plain;
  const links = series.flatMap(({ values }, to) =>
    values.flatMap((value, from) =>
      value !== null && value > 0 ? [{ source: `from ${from}`, target: `to ${to}`, value }] : [],
    ),
  );
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  const nodes = [
    ...categories.map((name, at) => ({ name: `from ${at}`, shown: name })),
    ...series.map(({ name }, at) => ({ name: `to ${at}`, shown: name })),
  ].filter(({ name }) => used.has(name));
  const names = new Map(nodes.map(({ name, shown }) => [name, shown]));
  const nameOf = (name: string) => names.get(name) ?? '';
  return {
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({
        name,
        data,
        value,
      }: {
        name: string;
        data: { source?: string; target?: string };
        value: unknown;
      }) =>
        data.source === undefined
          ? `${nameOf(name)}: ${format(value)}`
          : `${nameOf(data.source)} → ${nameOf(data.target ?? '')}: ${format(value)}`,
    },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 140,
        top: 8,
        bottom: 8,
        draggable: false,
        // Stages stay in the order of their definition.
        layoutIterations: 0,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'gradient', opacity: 0.4 },
        data: nodes.map(({ name }, at) => ({ name, itemStyle: { color: COLORS[at % COLORS.length] } })),
        links,
        label: { color: ink.text, formatter: ({ name }: { name: string }) => nameOf(name) },
      },
    ],
  };
}
