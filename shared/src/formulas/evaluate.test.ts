import { evaluate } from './evaluate.ts';
import type { Evaluation, FeelContext } from './formula.ts';
import { jsonOf } from './values.ts';

const about = (names: FeelContext['names'] = {}): FeelContext => ({
  names,
  now: '2026-03-05T23:30:00Z',
  timeZone: 'Asia/Tokyo',
});
const run = (formula: string, names?: FeelContext['names']): Evaluation => evaluate(formula, about(names));
const resultOf = (formula: string, names?: FeelContext['names']): unknown => {
  const result = run(formula, names);
  if (!result.ok) throw new Error(`${formula}: ${result.reason}`);
  return result.value;
};

describe('a formula', () => {
  it('is FEEL, with or without its sign', () => {
    expect(resultOf('= if a > 2 then "much" else "little"', { a: 3 })).toBe('much');
    expect(
      resultOf('sum(for l in rows return l.n * l.price)', {
        rows: [
          { n: 2, price: 5 },
          { n: 1, price: 3 },
        ],
      }),
    ).toBe(13);
    expect(
      resultOf('= rows[n > 1].name', {
        rows: [
          { n: 2, name: 'a' },
          { n: 1, name: 'b' },
        ],
      }),
    ).toEqual(['a']);
    expect(resultOf('= {f: function(x) if x < 2 then 1 else x * f(x - 1), r: f(5)}.r')).toBe(120);
  });

  it('reads numbers with an exponent whole', () => {
    expect(resultOf('= 1e3 + 2.5E-1')).toBe(1000.25);
  });

  it('may use names that are words of the language or of functions', () => {
    const names = { date: 1, count: 5, 'Full Name': 'x', days: 4, if: 2, r: { if: 2 } };
    expect(resultOf('= date + count + days', names)).toBe(10);
    expect(resultOf('= if r.if = 2 then r.if else 0', names)).toBe(2);
    expect(resultOf('= Full Name', names)).toBe('x');
    expect(resultOf('= count([1, 2]) + count + date("2026-01-05").day', names)).toBe(12);
  });

  it('has the clock it is given, in the zone of the organisation', () => {
    expect(String(resultOf('= today()'))).toBe('2026-03-06');
    expect(String(resultOf('= now()'))).toBe('2026-03-06T08:30:00@Asia/Tokyo');
    expect(resultOf('= today() = today', { today: 1 })).toBe(null);
  });

  it('says what was missing when it gives nothing', () => {
    const reasons = (formula: string): string[] => {
      const result = run(formula, { a: null });
      expect(result).toMatchObject({ ok: true, value: null });
      return result.ok ? result.warnings.map(({ code, position }) => `${code} ${position.from}-${position.to}`) : [];
    };
    expect(reasons('= 2 * @"P1D"')).toEqual(['invalid_type 4-5']);
    expect(reasons('= 1 / 0')).toEqual(['division_by_zero 4-5']);
    expect(reasons('= nosuch')).toEqual(['unknown_name 2-8']);
    expect(reasons('= 10 ** 10000')).toEqual(['not_a_number 5-7']);
    expect(reasons('= nosuch(1)')).toContain('unknown_function 2-8');
    expect(reasons('= a.b')).toEqual(['no_property 4-5']);
    expect(reasons('= matches("a", "(")')).toEqual(['invalid_arguments 2-9']);
  });

  it.each([
    ['= 1 +', 5, 5],
    ['= foo(', 6, 6],
    ['= for i in return 1', 11, 17],
    ['= 1 2', 4, 5],
    ['', 0, 0],
    ['= [1..2', 7, 7],
    ['= for i in @"PT1H"..@"PT2H" return i', 2, 36],
  ])('%s is refused with its place', (formula, from, to) => {
    expect(run(formula)).toMatchObject({ ok: false, position: { from, to } });
  });

  it('shows nothing of an object but what FEEL knows', () => {
    for (const formula of [
      '= {}.constructor',
      '= {}.__proto__',
      '= [].length',
      '= string.prototype',
      '= (function(x) x).fn',
      '= date("2026-01-01").value',
      '= "a".length',
      '= toString',
    ]) {
      expect([null, [], [null]]).toContainEqual(jsonOf(resultOf(formula), 'UTC'));
    }
    const polluted = resultOf('= {__proto__: {a: 1}}');
    expect(Object.getPrototypeOf(polluted)).toBe(Object.prototype);
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  it('counts a range as it is written, in any direction and with open ends', () => {
    expect(resultOf('= for i in 3..1 return i')).toEqual([3, 2, 1]);
    expect(resultOf('= for i in 2..0 return i')).toEqual([2, 1, 0]);
    expect(resultOf('= for i in (1..4) return i')).toEqual([2, 3]);
    expect(resultOf('= for i in (1..1) return i')).toEqual([]);
    expect(resultOf('= for i in 1..2.5 return i')).toEqual([1, 2]);
  });
});
