import { stepped } from './cell-place.ts';

const table = { ids: ['a', 'b', 'c'], columns: ['title', 'amount'] };

describe('the keys of a table', () => {
  it('lead to the next cell, and stay at the edges', () => {
    expect(stepped({ id: 'a', column: 'title' }, 'down', table)).toEqual({ id: 'b', column: 'title' });
    expect(stepped({ id: 'a', column: 'title' }, 'up', table)).toEqual({ id: 'a', column: 'title' });
    expect(stepped({ id: 'b', column: 'title' }, 'right', table)).toEqual({ id: 'b', column: 'amount' });
    expect(stepped({ id: 'b', column: 'amount' }, 'right', table)).toEqual({ id: 'b', column: 'amount' });
    expect(stepped({ id: 'a', column: 'title' }, 'pageDown', table)).toEqual({ id: 'c', column: 'title' });
  });

  it('begin at the first cell when the one that had the focus is gone', () => {
    expect(stepped({ id: 'gone', column: 'gone' }, 'right', table)).toEqual({ id: 'a', column: 'amount' });
  });
});
