import type { ConditionGroup } from './condition.ts';
import { edit, nodeAt } from './edit.ts';

const a = { field: 'a', operator: '=' as const, value: 1 };
const b = { field: 'b', operator: '=' as const, value: 2 };
const c = { field: 'c', operator: '=' as const, value: 3 };
const inner: ConditionGroup = { combinator: 'or', rules: [b, c] };
const tree: ConditionGroup = { combinator: 'and', rules: [a, inner] };

const after = (change: Parameters<typeof edit>[1], from = tree) => {
  const result = edit(from, change);
  return result.ok ? result.condition : result.reason;
};

describe('editing a condition', () => {
  it('adds at the end of a group or where it is told', () => {
    expect(after({ kind: 'add', group: [1], node: a })).toEqual({
      combinator: 'and',
      rules: [a, { ...inner, rules: [b, c, a] }],
    });
    expect(after({ kind: 'add', group: [], node: c, index: 0 })).toEqual({ combinator: 'and', rules: [c, a, inner] });
  });

  it('updates a term, a group, the whole, and never a group’s members by the way', () => {
    expect(after({ kind: 'update', path: [1, 0], change: { value: 9 } })).toEqual({
      combinator: 'and',
      rules: [a, { ...inner, rules: [{ ...b, value: 9 }, c] }],
    });
    expect(after({ kind: 'update', path: [1], change: { not: true } })).toEqual({
      ...tree,
      rules: [a, { ...inner, not: true }],
    });
    expect(after({ kind: 'update', path: [], change: { combinator: 'or' } })).toEqual({ ...tree, combinator: 'or' });
  });

  it('removes anything but the whole', () => {
    expect(after({ kind: 'remove', path: [1, 0] })).toEqual({
      combinator: 'and',
      rules: [a, { ...inner, rules: [c] }],
    });
    expect(after({ kind: 'remove', path: [] })).toBe('whole_condition');
    expect(after({ kind: 'remove', path: [5] })).toBe('no_such_node');
  });

  it('moves to a place counted as things stood before', () => {
    expect(after({ kind: 'move', path: [0], group: [1], index: 1 })).toEqual({
      combinator: 'and',
      rules: [{ ...inner, rules: [b, a, c] }],
    });
    expect(after({ kind: 'move', path: [1, 0], group: [1], index: 2 })).toEqual({
      combinator: 'and',
      rules: [a, { ...inner, rules: [c, b] }],
    });
    expect(after({ kind: 'move', path: [1, 1], group: [], index: 0 })).toEqual({
      combinator: 'and',
      rules: [c, a, { ...inner, rules: [b] }],
    });
  });

  it('refuses to move a group into itself, or anything into a term', () => {
    expect(after({ kind: 'move', path: [1], group: [1], index: 0 })).toBe('into_itself');
    expect(after({ kind: 'move', path: [1], group: [0], index: 0 })).toBe('not_a_group');
    expect(after({ kind: 'add', group: [0], node: a })).toBe('not_a_group');
  });

  it('keeps within what a condition may hold', () => {
    let deep: ConditionGroup = { combinator: 'and', rules: [] };
    for (let depth = 1; depth < 20; depth++) deep = { combinator: 'and', rules: [deep] };
    expect(after({ kind: 'add', group: Array(19).fill(0), node: inner }, deep)).toBe('too_deep');
    const wide: ConditionGroup = { combinator: 'and', rules: Array(500).fill(a) };
    expect(after({ kind: 'add', group: [], node: a }, wide)).toBe('too_many_terms');
  });

  it('leaves the tree it was given alone', () => {
    const before = structuredClone(tree);
    edit(tree, { kind: 'move', path: [0], group: [1], index: 0 });
    expect(tree).toEqual(before);
    expect(nodeAt(tree, [1, 1])).toBe(c);
  });
});
