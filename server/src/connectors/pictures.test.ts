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

  it('can write Cyrillic everywhere', async () => {
    expect(await pictures.writes('Пропозиція Ї')).toBe(true);
  });
});
