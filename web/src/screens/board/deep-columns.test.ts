import type { RecordView } from '@etapa/shared/api/records';
import { type Columns, deepen } from './columns.ts';
import { DeepColumns } from './deep-columns.ts';

const card = (id: number, version = 1) => ({ id: `c${id}`, stage: 'new', doc: {}, version }) as unknown as RecordView;
const cards = (from: number, to: number, version = 1) =>
  Array.from({ length: to - from }, (_, index) => card(from + index, version));

/** A column of 10 loaded cards, and a server that has had others' changes since. */
function scene(server: RecordView[]) {
  let shown: Columns<RecordView> = {
    columns: [{ stage: 'new', count: 10, sums: {}, items: cards(0, 10), nextCursor: '10' }],
  };
  const asked: string[] = [];
  const deep = new DeepColumns({
    loaded: () => shown,
    page: async (_, cursor) => {
      asked.push(cursor);
      const end = Number(cursor) + 3;
      return { items: server.slice(Number(cursor), end), nextCursor: end < server.length ? String(end) : null };
    },
    take: (column) => {
      shown = deepen(shown, column);
    },
  });
  const top: Columns<RecordView> = {
    columns: [{ stage: 'new', count: server.length, sums: {}, items: server.slice(0, 3), nextCursor: '3' }],
  };
  return { deep, top, asked, shown: () => shown.columns[0] };
}

describe('a column scrolled beyond its first page', () => {
  it('shows what others made of cards far down, and is read no further than it was', async () => {
    const server = [...cards(0, 8), card(8, 2), ...cards(9, 40)];
    const { deep, top, asked, shown } = scene(server);
    await deep.follow(top);
    expect(shown()?.items.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1]);
    expect(shown()?.nextCursor).toBe('12');
    expect(asked).toEqual(['3', '6', '9']);
  });

  it('lets go of a card that went elsewhere, and takes one that came between', async () => {
    const server = [...cards(0, 5), card(50), card(5), ...cards(7, 10)];
    const { deep, top, shown } = scene(server);
    await deep.follow(top);
    expect(shown()?.items.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c50', 'c5', 'c7', 'c8', 'c9']);
    expect(shown()?.nextCursor).toBeNull();
  });

  it('reads once more for news that came while it was read, and not once for each', async () => {
    const { deep, top, asked } = scene(cards(0, 10));
    await Promise.all([deep.follow(top), deep.follow(top), deep.follow(top)]);
    expect(asked).toEqual(['3', '6', '9', '3', '6', '9']);
  });
});
