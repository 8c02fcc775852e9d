import type { BoardCard, Columns } from './columns.ts';
import { extended, present, toggled } from './selection.ts';

const column = (stage: string, ids: string) => ({
  stage,
  count: ids.length,
  sums: {},
  items: [...ids].map((id): BoardCard => ({ id, stage, doc: {}, version: 1 })),
  nextCursor: null,
});
const board: Columns<BoardCard> = { columns: [column('new', 'abcd'), column('won', 'xy')] };

describe('selecting cards', () => {
  it('adds one and takes it out again', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
  });

  it('adds all between two cards of a column, in either direction', () => {
    expect([...extended(board, new Set(['b']), 'b', 'd')]).toEqual(['b', 'c', 'd']);
    expect([...extended(board, new Set(['d']), 'd', 'b')]).toEqual(['d', 'b', 'c']);
    expect([...extended(board, new Set(['a']), 'a', 'y')]).toEqual(['a', 'y']);
  });

  it('forgets cards that are gone', () => {
    expect([...present(board, new Set(['a', 'gone']))]).toEqual(['a']);
  });
});
