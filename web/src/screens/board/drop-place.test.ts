import { type BoardCard, type Columns, moveCard } from './columns.ts';
import { dropPlace, groupPlaces, neighbour, stepPlace } from './drop-place.ts';

const column = (stage: string, ids: string) => ({
  stage,
  count: ids.length,
  sums: {},
  items: [...ids].map((id): BoardCard => ({ id, stage, doc: {}, version: 1 })),
  nextCursor: null,
});

const board: Columns<BoardCard> = { columns: [column('new', 'abc'), column('empty', ''), column('won', 'xy')] };

const after = (id: string, place: ReturnType<typeof dropPlace>) =>
  place &&
  moveCard(board, id, place, [])
    .columns.map(({ items }) => items.map((card) => card.id).join(''))
    .join('|');

describe('dropping a card', () => {
  it('goes above or below the card it is over, by the nearer edge', () => {
    expect(after('a', dropPlace(board, 'a', { kind: 'card', id: 'y', edge: 'top' }))).toBe('bc||xay');
    expect(after('a', dropPlace(board, 'a', { kind: 'card', id: 'y', edge: 'bottom' }))).toBe('bc||xya');
    expect(after('a', dropPlace(board, 'a', { kind: 'card', id: 'x', edge: 'top' }))).toBe('bc||axy');
  });

  it('goes to the end of a column dropped on, empty or not', () => {
    expect(after('a', dropPlace(board, 'a', { kind: 'column', stage: 'empty' }))).toBe('bc|a|xy');
    expect(after('a', dropPlace(board, 'a', { kind: 'column', stage: 'new' }))).toBe('bca||xy');
  });

  it('is no move when the card lands where it was', () => {
    expect(dropPlace(board, 'b', { kind: 'card', id: 'a', edge: 'bottom' })).toBeNull();
    expect(dropPlace(board, 'b', { kind: 'card', id: 'c', edge: 'top' })).toBeNull();
    expect(dropPlace(board, 'c', { kind: 'column', stage: 'new' })).toBeNull();
    expect(dropPlace(board, 'z', { kind: 'column', stage: 'new' })).toBeNull();
  });
});

describe('moving by key', () => {
  it.each([
    ['c', 'top', 'cab'],
    ['c', 'up', 'acb'],
    ['a', 'down', 'bac'],
    ['a', 'bottom', 'bca'],
  ] as const)('sends %s to the %s: %s', (id, step, order) => {
    expect(after(id, stepPlace(board, id, step))).toBe(`${order}||xy`);
  });

  it('has nowhere to go from an end', () => {
    expect(stepPlace(board, 'a', 'up')).toBeNull();
    expect(stepPlace(board, 'c', 'bottom')).toBeNull();
  });

  it('leads the focus along the column and over empty columns to the next', () => {
    expect(neighbour(board, 'a', 'down')).toBe('b');
    expect(neighbour(board, 'a', 'up')).toBeNull();
    expect(neighbour(board, 'c', 'right')).toBe('y');
    expect(neighbour(board, 'x', 'left')).toBe('a');
    expect(neighbour(board, 'x', 'right')).toBeNull();
  });
});

describe('dropping several cards', () => {
  const placed = (ids: string[], to: { stage: string; after: string | null }) =>
    groupPlaces(board, new Set(ids), to)
      .reduce((state, { id, place }) => moveCard(state, id, place, []), board)
      .columns.map(({ items }) => items.map((card) => card.id).join(''))
      .join('|');

  it('puts them one after the other, in the order they lay in', () => {
    expect(placed(['c', 'a'], { stage: 'won', after: 'x' })).toBe('b||xacy');
    expect(placed(['c', 'x'], { stage: 'empty', after: null })).toBe('ab|cx|y');
  });

  it('holds where one of them is what the others are dropped behind', () => {
    expect(placed(['a', 'c'], { stage: 'new', after: 'c' })).toBe('bac||xy');
    expect(placed(['a', 'b'], { stage: 'new', after: 'a' })).toBe('abc||xy');
  });
});
