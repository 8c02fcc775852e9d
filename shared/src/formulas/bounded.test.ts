import { Budget, LIMITS } from './budget.ts';
import { check } from './check.ts';
import { evaluate } from './evaluate.ts';
import type { FeelContext } from './formula.ts';
import { renderText } from './texts.ts';

/** Milliseconds of the event loop that one formula may take. */
const MOST = 100;

const long = 'a'.repeat(20_000);
const rows = Array.from({ length: 20_000 }, (_, index) => ({ a: index, b: `x${index}` }));
const context: FeelContext = { names: { long, rows }, now: '2026-03-05T23:30:00Z', timeZone: 'UTC' };

/** `{k0: first, k1: next(k0), …}.kN`: each entry made of the one before. */
function chain(
  length: number,
  first: string,
  next: (before: string) => string,
  last = (entry: string) => entry,
): string {
  const entries = Array.from({ length }, (_, index) => `k${index + 1}: ${next(`k${index}`)}`);
  return `{k0: ${first}, ${entries.join(', ')}, r: ${last(`k${length}`)}}.r`;
}
const twice = (before: string): string => `[${before}, ${before}]`;

/** All of these would run for ever, or fill the memory, or are far too much for one formula. */
const STOPPED: { [what: string]: string } = {
  'a range of a billion': 'for i in 1..1000000000 return i',
  'a range counted': 'count(for i in 1..1000000000 return 1)',
  'ranges within ranges': 'for i in 1..2000, j in 1..2000 return i * j',
  'loops within loops': 'for i in 1..300 return for j in 1..300 return for k in 1..300 return i',
  'some of a billion': 'some x in 1..1000000000 satisfies x < 0',
  'every pair of a billion': 'every x in 1..1000000000, y in 1..1000000000 satisfies x > 0',
  'a range where one more is the same': 'for i in 9007199254740992..9007199254940999 return i',
  'a text doubled again and again': chain(40, '"0123456789"', (k) => `${k} + ${k}`),
  'a list doubled': chain(40, '[1]', (k) => `concatenate(${k}, ${k})`),
  'a value of shared parts': chain(60, '[1]', twice),
  'shared parts written out': chain(60, '[1]', twice, (k) => `string(${k})`),
  'shared parts compared': chain(60, '[1]', twice, (k) => `${k} = ${k}`),
  'shared parts searched': chain(60, '[1]', twice, (k) => `1 in (${k}, ${k})`),
  'shared parts flattened': chain(60, '[1]', twice, (k) => `flatten(${k})`),
  'shared parts made distinct': chain(60, '[1]', twice, (k) => `distinct values([${k}, ${k}])`),
  'texts joined': chain(40, '["abcdefgh"]', (k) => `[string join(${k}, ","), string join(${k}, ",")]`),
  'a function that calls itself for ever': '{f: function(x) f(x + 1), r: f(1)}.r',
  'functions that call each other': '{f: function(x) g(x), g: function(x) f(x), r: f(1)}.r',
  'a function that is given itself': '{f: function(g) g(g), r: f(f)}.r',
  Fibonacci: '{f: function(x) if x < 2 then 1 else f(x - 1) + f(x - 2), r: f(60)}.r',
  Ackermann:
    '{a: function(m, n) if m = 0 then n + 1 else if n = 0 then a(m - 1, 1) else a(m - 1, a(m, n - 1)), r: a(4, 4)}.r',
  'a sort of many': 'sort(for i in 1..100000 return -i, function(x, y) x < y)',
  'a sort with a function of FEEL': 'sort(for i in 1..60000 return string(i), contains)',
  'contexts made distinct': 'distinct values(rows)',
  'a list copied again and again': 'for i in 1..100000 return append(rows, i)',
  'a replacement in every element': 'for i in 1..100000 return list replace(rows, function(x, y) true, 1)',
  'filters within filters': 'rows[count(rows[count(rows[a > 1]) > 1]) > 1]',
  'a list that holds itself': 'for i in 1..2 return partial',
  'lists grown from what came before': 'string(for i in 1..30000 return [partial[-1]])',
  'all rows as text': 'for i in 1..1000000 return string(rows)',
  'all texts in capitals': 'for i in 1..1000000 return upper case(long)',
  substrings: 'for i in 1..1000000 return substring(long, 10, 20)',
  'a pattern that backtracks': `matches("${'a'.repeat(5_000)}!", "(a+)+$") and count(1..1) = 1 and (for i in 1..500 return matches(long, "(a|aa)+$"))`,
  'a pattern tried from every place': 'replace(long, "a.*b|a", "x")',
  'a split that looks to the end': 'split(long, "(a*)*b|")',
  'a replacement by all that follows': `replace(long, "a", "$'")`,
  'patterns made while running': 'for i in 1..300000 return matches("a", "a" + string(i))',
  'a pattern of many states': 'for i in 1..1000 return matches(long, "(a?){300}a{300}")',
  dates: 'for i in 1..1000000 return date("2020-01-01") + duration("P1D")',
  'times in zones': 'for i in 1..100000 return @"2020-01-01T00:00:00@Europe/Paris" < @"2021-01-01T00:00:00@Asia/Tokyo"',
  durations: 'for i in 1..1000000 return @"P1Y2M" = @"P14M"',
  complaints: `for i in 1..1000000 return i * "${'a'.repeat(5_000)}"`,
  'unknown names': 'for i in 1..1000000 return nosuch',
  contexts: 'for i in 1..100000 return context put({}, string(i), i)',
  brackets: '('.repeat(5_000),
  'contexts in contexts': '{a:'.repeat(3_000),
  'a formula of a thousand parts': `${'1 + '.repeat(2_000)}1`,
  quotes: '"'.repeat(9_999),
  words: 'a '.repeat(5_000),
  'nothing but signs': '-'.repeat(9_999),
  'a formula too long': '1'.repeat(20_000),
};

/** Of this thread where Node can tell, so that a busy machine does not count; the least of three. */
function milliseconds(work: () => void): number {
  const usage = process.threadCpuUsage ?? process.cpuUsage;
  const times = [1, 2, 3].map(() => {
    const before = usage();
    work();
    const after = usage(before);
    return (after.user + after.system) / 1000;
  });
  return Math.min(...times);
}

describe('a formula that would run for ever', () => {
  it.each(Object.entries(STOPPED))('is stopped: %s', (_what, formula) => {
    expect(evaluate(formula, context)).toMatchObject({ ok: false });
    expect(milliseconds(() => evaluate(formula, context))).toBeLessThan(MOST);
    expect(milliseconds(() => check(formula, { long: 'string', rows: { list: 'any' } }))).toBeLessThan(MOST);
  });

  it('shares what it may do with the other formulas of its text', () => {
    const template = '{{ count(for i in 1..20000 return i) }}'.repeat(200);
    expect(renderText(template, context)).toMatchObject({ ok: false });
    expect(milliseconds(() => renderText(template, context))).toBeLessThan(MOST);
  });

  it('leaves room for what is needed: a sum over a thousand rows, a search in a long text', () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => ({ quantity: index, unitPrice: 2 }));
    const names = { lines, note: 'word '.repeat(2_000) };
    const sum = evaluate('= sum(for l in lines[quantity > 0] return l.quantity * l.unitPrice)', { ...context, names });
    expect(sum).toMatchObject({ ok: true, value: 999_000 });
    expect(evaluate('= count(split(note, "\\s+"))', { ...context, names })).toMatchObject({ ok: true, value: 2_001 });
    expect(evaluate('= matches(note, "(w|o|r)+d .*word $")', { ...context, names })).toMatchObject({ value: true });
  });

  it('stops at the same step everywhere, whatever the clock says', () => {
    const budget = new Budget(LIMITS);
    expect(() => {
      for (;;) budget.spend(1);
    }).toThrow('too much');
    const results = [1, 2, 3].map(() => evaluate('for i in 1..100 return i * i', context, { steps: 402 }).ok);
    expect(new Set(results).size).toBe(1);
  });
});
