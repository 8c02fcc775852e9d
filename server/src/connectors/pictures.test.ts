import { chartOption, type DrawnPicture } from '@etapa/shared/reports/chart';
import { Pictures } from './pictures.ts';

const INK = { text: '#212529', line: '#dee2e6' };
const SIZE = { width: 600, height: 320 };
const data = (kind: DrawnPicture) => ({
  kind,
  categories: ['Пропозиція', 'Approach', 'Won'],
  series: ['A', 'Б'].map((name, at) => ({ name, values: [5 + at, 3, null], format: String })),
});

describe('pictures drawn on the server', () => {
  const pictures = new Pictures();

  it.each<DrawnPicture>(['bar', 'line', 'area', 'pie', 'funnel', 'heatmap', 'sankey'])(
    'show a %s',
    async (kind) => {
      const png = await pictures.png(chartOption(data(kind), INK), SIZE);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      // The width and height of the header: twice as fine as asked.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 640]);
      const blank = await pictures.png({}, SIZE);
      expect(png.length).toBeGreaterThan(blank.length * 1.5);
    },
    30_000,
  );

  it('keep in a flow between stages the order they are given in', async () => {
    const echarts = await import('echarts');
    const chart = echarts.init(null, undefined, { renderer: 'svg', ssr: true, ...SIZE });
    const stages = ['Draft', 'Asked', 'Paid', 'Refused'];
    const series = stages.map((name, to) => ({
      name: `→${name}`,
      values: [9, 1, 4, 7].map((n) => n * (4 - to)),
      format: String,
    }));
    chart.setOption(chartOption({ kind: 'sankey', categories: stages, series }, INK));
    const placed = [...chart.renderToSVGString().matchAll(/translate\([\d.]+ ([\d.]+)\)"[^>]*>(→?\w+)</g)];
    chart.dispose();
    const inOrder = (names: string[]) =>
      placed
        .filter(([, , name = '']) => names.includes(name))
        .sort(([, a], [, b]) => Number(a) - Number(b))
        .map(([, , name]) => name);
    expect(inOrder(stages)).toEqual(stages);
    expect(inOrder(series.map(({ name }) => name))).toEqual(series.map(({ name }) => name));
  });

  it('can write Cyrillic everywhere', async () => {
    expect(await pictures.writes('Пропозиція Ї')).toBe(true);
  });
});
