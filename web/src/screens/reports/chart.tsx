import { type ChartData, chartOption } from '@etapa/shared/reports/chart';
import { Box, useComputedColorScheme } from '@mantine/core';
import { BarChart, FunnelChart, HeatmapChart, LineChart, PieChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([
  BarChart,
  FunnelChart,
  HeatmapChart,
  LineChart,
  PieChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

interface Props {
  data: ChartData;
  /** Pixels. */
  height: number;
  /** A value was clicked, by the places of its category and its series. */
  onPick?: (category: number, series: number) => void;
}

/** A picture of numbers. Loaded when a report is shown that has one. */
export function Chart({ data, height, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null);
  // Known before the first drawing: one that begins light flashes in the dark, and may stay so while the page is busy.
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });
  // Drawn anew when what it shows changes, not whenever its screen is rendered.
  const shown = JSON.stringify([data, data.series.map(({ format, values }) => format(values[0])), scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text holds all that is drawn.
  useEffect(() => {
    if (!place.current) return;
    const style = getComputedStyle(place.current);
    const chart = init(place.current, undefined, { renderer: 'svg' });
    const ink = { text: style.color, line: scheme === 'dark' ? '#4a4f57' : '#dde1e6' };
    const option = chartOption(data, ink);
    // The font is written out, since widths of words are measured with it.
    chart.setOption({ ...option, textStyle: { color: ink.text, fontFamily: style.fontFamily } });
    chart.on('click', (event) => {
      const picked = pickedOf(data, event as Picked);
      if (picked) pick.current?.(...picked);
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [shown]);
  return <Box ref={place} h={height} role="img" aria-label={describe(data)} />;
}

interface Picked {
  dataIndex?: number;
  seriesIndex?: number;
  value?: unknown;
  data?: { source?: string; target?: string };
}

/** Which value was clicked: its category and its series. */
function pickedOf({ kind }: ChartData, { dataIndex, seriesIndex, value, data }: Picked): [number, number] | null {
  if (kind === 'heatmap') {
    const [x, y] = Array.isArray(value) ? value : [];
    return typeof x === 'number' && typeof y === 'number' ? [x, y] : null;
  }
  if (kind === 'sankey') {
    const at = (name: string | undefined) => Number(name?.split(' ')[1] ?? Number.NaN);
    const [from, to] = [at(data?.source), at(data?.target)];
    return Number.isNaN(from) || Number.isNaN(to) ? null : [from, to];
  }
  return dataIndex === undefined ? null : [dataIndex, seriesIndex ?? 0];
}

/** What the picture shows, for those who hear it: the table below it says the rest. */
function describe({ categories, series }: ChartData): string {
  return series
    .map(
      ({ name, values, format }) =>
        `${name}: ${categories
          .slice(0, 12)
          .map((one, at) => `${one} ${format(values[at])}`)
          .join(', ')}`,
    )
    .join('; ');
}
