import {
  appendPage,
  type BoardCard,
  type Columns,
  insertCard,
  layOver,
  moveCard,
  placeOf,
  refreshCard,
} from './columns.ts';

const summed = [{ key: 'amount' }, { key: 'price', currencyField: 'currency' }];

const card = (id: string, stage: string, amount = 0): BoardCard => ({ id, stage, doc: { amount }, version: 1 });

const board = (): Columns<BoardCard> => ({
  columns: [
    {
      stage: 'new',
      count: 3,
      sums: { amount: 60.3 },
      items: [card('a', 'new', 10.1), card('b', 'new', 20.2), card('c', 'new', 30)],
      nextCursor: null,
    },
    { stage: 'won', count: 1, sums: { amount: 5 }, items: [card('d', 'won', 5)], nextCursor: 'next' },
  ],
});

const ids = (state: Columns<BoardCard>) => state.columns.map((column) => column.items.map((item) => item.id).join(''));

describe('the board while the server is still thinking', () => {
  it('puts a card under the one it was dropped below and moves count and sum with it', () => {
    const moved = moveCard(board(), 'b', { stage: 'won', after: 'd' }, summed);
    expect(ids(moved)).toEqual(['ac', 'db']);
    expect(moved.columns.map((column) => column.count)).toEqual([2, 2]);
    expect(moved.columns.map((column) => column.sums.amount)).toEqual([40.1, 25.2]);
    expect(moved.columns[1]?.items[1]?.stage).toBe('won');
  });

  it('reorders within a column without changing its count or sum', () => {
    const moved = moveCard(board(), 'c', { stage: 'new', after: null }, summed);
    expect(ids(moved)).toEqual(['cab', 'd']);
    expect(moved.columns[0]).toMatchObject({ count: 3, sums: { amount: 60.3 } });
  });

  it('goes back to the very same board when a move is undone', () => {
    const before = board();
    const home = placeOf(before, 'b');
    const there = moveCard(before, 'b', { stage: 'won', after: null }, summed);
    expect(moveCard(there, 'b', home ?? { stage: 'new', after: null }, summed)).toEqual(before);
  });

  it('leaves the board alone when the card or the stage is unknown', () => {
    const before = board();
    expect(moveCard(before, 'zzz', { stage: 'won', after: null }, summed)).toBe(before);
    expect(moveCard(before, 'a', { stage: 'nowhere', after: null }, summed)).toBe(before);
  });

  it('never mixes currencies in a sum', () => {
    const euro = { id: 'e', stage: 'new', doc: { price: 3, currency: 'EUR' }, version: 1 };
    const yen = { id: 'y', stage: 'new', doc: { price: 700, currency: 'JPY' }, version: 1 };
    const place = { stage: 'new', after: null };
    const sums = insertCard(insertCard(board(), euro, place, summed), yen, place, summed).columns[0]?.sums;
    expect(sums?.price).toEqual({ EUR: 3, JPY: 700 });
  });
});

describe('the board when news arrive', () => {
  it('does not double a card that a later page brings again', () => {
    const page = { stage: 'won', count: 2, sums: {}, items: [card('d', 'won'), card('e', 'won')], nextCursor: null };
    const grown = appendPage(board(), page);
    expect(ids(grown)).toEqual(['abc', 'de']);
    expect(grown.columns[1]?.nextCursor).toBeNull();
  });

  it('takes a newer card in place and ignores an older one', () => {
    const newer = { ...card('b', 'new', 25), version: 2 };
    const fresh = refreshCard(board(), newer, summed);
    expect(ids(fresh)).toEqual(['abc', 'd']);
    expect(fresh.columns[0]?.sums.amount).toBe(65.1);
    expect(refreshCard(fresh, card('b', 'won'), summed)).toBe(fresh);
  });

  it('keeps what was loaded further down, without the cards that have gone elsewhere', () => {
    const long = board();
    const won = long.columns[1];
    if (won) won.items = ['d', 'e', 'f', 'g'].map((id) => card(id, 'won'));
    const fresh: Columns<BoardCard> = {
      columns: [
        { stage: 'new', count: 1, sums: {}, items: [card('f', 'new')], nextCursor: null },
        { stage: 'won', count: 4, sums: {}, items: [card('d', 'won'), card('x', 'won')], nextCursor: 'first' },
      ],
    };
    const laid = layOver(long, fresh);
    expect(ids(laid)).toEqual(['f', 'dxeg']);
    expect(laid.columns[1]?.nextCursor).toBe('next');
  });
});
