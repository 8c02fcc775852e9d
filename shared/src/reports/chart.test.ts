import { type ChartData, chartOption, legendOf } from './chart.ts';

const money = (currency: string) => (value: unknown) => `${value} ${currency}`;
const drawn = (kind: ChartData['kind'], ...currencies: string[]) =>
  chartOption(
    {
      kind,
      categories: ['January', 'February'],
      series: currencies.map((currency) => ({ name: currency, values: [1, 2], format: money(currency) })),
    },
    { text: 'black', line: 'gray' },
  ) as {
    grid: object[];
    yAxis: { gridIndex: number; axisLabel: { formatter: (value: number) => string } }[];
    series: { name: string; yAxisIndex: number; xAxisIndex: number }[];
  };

describe('a chart', () => {
  it.each(['bar', 'line', 'area'] as const)('has axes of its own for each currency: %s', (kind) => {
    const { grid, yAxis, series } = drawn(kind, 'EUR', 'JPY', 'EUR', 'USD');
    expect(grid).toHaveLength(3);
    expect(series.map(({ yAxisIndex }) => yAxisIndex)).toEqual([0, 1, 0, 2]);
    expect(series.map(({ xAxisIndex }) => xAxisIndex)).toEqual([0, 1, 0, 2]);
    expect(yAxis.map(({ axisLabel }) => axisLabel.formatter(5))).toEqual(['5 EUR', '5 JPY', '5 USD']);
  });

  it('has one pair of axes for what is measured alike', () => {
    expect(drawn('bar', 'EUR', 'EUR').grid).toHaveLength(1);
  });

  it('says what the ends of a scale of colours stand for', () => {
    const series = [{ name: 'North', values: [3, 9], format: money('EUR') }];
    const data = { kind: 'heatmap' as const, categories: ['January', 'February'], series };
    const { visualMap } = chartOption(data, { text: 'black', line: 'gray' }) as { visualMap: { text: string[] } };
    expect(visualMap.text).toEqual(['9 EUR', '0 EUR']);
  });

  it('names what its colours stand for, for who writes that beside it', () => {
    const series = Array.from({ length: 12 }, (_, at) => ({ name: `Series ${at}`, values: [1], format: String }));
    const data = { kind: 'bar' as const, categories: ['May'], series };
    const legend = legendOf(data);
    expect(legend.map(({ name }) => name)).toEqual(series.map(({ name }) => name));
    expect(new Set(legend.map(({ color }) => color)).size).toBe(12);
    const ink = { text: 'black', line: 'gray' };
    expect(chartOption(data, ink).color).toEqual(expect.arrayContaining(legend.map(({ color }) => color)));
    expect([chartOption(data, ink, false).legend, typeof chartOption(data, ink).legend]).toEqual([undefined, 'object']);
    expect(legendOf({ ...data, kind: 'pie' }).map(({ name }) => name)).toEqual(['May']);
    expect(legendOf({ ...data, kind: 'heatmap' })).toEqual([]);
    expect(legendOf({ ...data, series: series.slice(0, 1) })).toEqual([]);
  });
});
