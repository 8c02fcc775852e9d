import { Box, useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, PieChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface Props {
  kind: 'bar' | 'line' | 'area' | 'pie';
  /** Pixels. */
  height: number;
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  format: (value: unknown) => string;
}

/** A picture of numbers. Loaded when a report is shown that has one. */
export function Chart({ kind, height, categories, series, format }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  // Drawn anew when what it shows changes, not whenever its screen is rendered.
  const shown = JSON.stringify([kind, categories, series, scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text holds all that is drawn.
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, scheme === 'dark' ? 'dark' : undefined, { renderer: 'svg' });
    // Written out, since widths of words are measured with it.
    const { fontFamily } = getComputedStyle(place.current);
    chart.setOption({ ...optionOf(kind, categories, series, format), textStyle: { fontFamily } });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [shown]);
  return <Box ref={place} h={height} role="img" aria-label={describe(categories, series, format)} />;
}

function optionOf(
  kind: Props['kind'],
  categories: string[],
  series: Props['series'],
  format: Props['format'],
): EChartsCoreOption {
  const common = {
    backgroundColor: 'transparent',
    animation: false,
    tooltip: { trigger: kind === 'pie' ? 'item' : 'axis', valueFormatter: format, confine: true },
    legend: series.length > 1 || kind === 'pie' ? { type: 'scroll', bottom: 0 } : undefined,
  };
  if (kind === 'pie') {
    const sums = categories.map((name, at) => ({
      name,
      value: series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
    }));
    return {
      ...common,
      series: [{ type: 'pie', radius: ['40%', '70%'], data: sums, label: { formatter: '{b}: {d} %' } }],
    };
  }
  return {
    ...common,
    grid: { left: 8, right: 16, top: 16, bottom: series.length > 1 ? 36 : 8, containLabel: true },
    xAxis: { type: 'category', data: categories, axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', axisLabel: { formatter: (value: number) => format(value) } },
    series: series.map(({ name, values }) => ({
      name,
      data: values,
      type: kind === 'bar' ? 'bar' : 'line',
      stack: series.length > 1 && kind !== 'line' ? 'all' : undefined,
      areaStyle: kind === 'area' ? {} : undefined,
      barMaxWidth: 48,
    })),
  };
}

/** What the picture shows, for those who hear it: the table below it says the rest. */
function describe(categories: string[], series: Props['series'], format: Props['format']): string {
  return series
    .map(
      ({ name, values }) =>
        `${name}: ${categories
          .slice(0, 12)
          .map((one, at) => `${one} ${format(values[at])}`)
          .join(', ')}`,
    )
    .join('; ');
}
