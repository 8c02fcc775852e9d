import type { FieldSettings } from '../fields/field.ts';
import { order } from './order.ts';

const field = (key: string, formula?: string): FieldSettings => ({ key, label: key, kind: 'number', formula });

describe('the order of computed fields', () => {
  it('puts each after those it reads', () => {
    const fields = [
      field('total', '= net + tax'),
      field('tax', '= record.net * rate'),
      field('net', '= price'),
      field('price'),
      field('rate'),
    ];
    expect(order(fields)).toEqual({ ok: true, keys: ['net', 'tax', 'total'] });
  });

  it('names a circle', () => {
    const fields = [
      field('x', '= a'),
      field('a', '= b + 1'),
      field('b', '= if x0 > 1 then c else 0'),
      field('c', '= record.a'),
      field('x0'),
    ];
    expect(order(fields)).toEqual({ ok: false, circle: ['a', 'b', 'c', 'a'] });
    expect(order([field('a', '= a + 1')])).toEqual({ ok: false, circle: ['a', 'a'] });
  });

  it('is not misled by columns and names of its own', () => {
    const lines: FieldSettings = { key: 'rows', label: 'Rows', kind: 'lines' };
    const fields = [
      lines,
      field('total', '= sum(rows[total > 0].total)'),
      field('n', '= sum(for n in [1, 2] return n)'),
    ];
    expect(order(fields)).toMatchObject({ ok: true });
  });

  it('comes to an end with many fields', () => {
    const fields = Array.from({ length: 300 }, (_, index) =>
      field(`f${index}`, index === 0 ? '= 1' : `= f${index - 1} + 1`),
    );
    const result = order([...fields].reverse());
    expect(result.ok && result.keys.slice(0, 2)).toEqual(['f0', 'f1']);
  });
});
