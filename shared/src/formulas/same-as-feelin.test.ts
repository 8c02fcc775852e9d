import fc from 'fast-check';
import { evaluate as feelin } from 'feelin';
import { evaluate } from './evaluate.ts';

const names = fc.constantFrom('a', 'b', 'list', 'x', 'day', 'text');
const literals = fc.oneof(
  fc.integer({ min: -5, max: 20 }).map(String),
  fc.constantFrom('0.5', '1.005', 'true', 'false', 'null', '""', '"abc"', '"a b"', '[]', '[1, 2, 3]', '["a", null]'),
  fc.constantFrom(
    '@"2026-01-31"',
    '@"P1D"',
    '@"P1M"',
    '@"PT2H"',
    '@"10:00:00"',
    '@"2026-01-31T10:00:00"',
    '[1..5]',
    '{k: 1}',
  ),
  names,
);
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  const join = (...parts: (string | fc.Arbitrary<string>)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(' '));
  const call1 = fc.constantFrom(
    ...['count', 'sum', 'min', 'max', 'mean', 'not', 'string', 'number', 'upper case', 'reverse', 'flatten', 'floor'],
    ...['distinct values', 'string length', 'date', 'duration', 'abs', 'sqrt', 'odd', 'median', 'all', 'get entries'],
  );
  const call2 = fc.constantFrom(
    ...['contains', 'append', 'concatenate', 'list contains', 'decimal', 'modulo', 'split', 'matches', 'string join'],
    ...['substring', 'starts with', 'is', 'before', 'remove', 'index of', 'union', 'round half up', 'get value'],
  );
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      literals,
      join('(', e, ')', fc.constantFrom('+', '-', '*', '/', '**'), '(', e, ')'),
      join('(', e, ')', fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'and', 'or'), '(', e, ')'),
      join('if', e, 'then', e, 'else', e),
      join('for', 'x', 'in', e, 'return', e),
      join('for', 'x', 'in', e, ',', 'y', 'in', e, 'return', '[x, y]'),
      join(fc.constantFrom('some', 'every'), 'x', 'in', e, 'satisfies', e),
      join('(', e, ')', '[', e, ']'),
      join('(', e, ')', '[ item', fc.constantFrom('>', '='), e, ']'),
      join('(', e, ') in (', e, ',', fc.constantFrom('> 1', '[1..3]', '= "abc"', 'not(2)', '< 3'), ')'),
      join('(', e, ') between (', e, ') and (', e, ')'),
      join('[', e, ',', e, ']'),
      join('{ k :', e, ', m :', e, '} . m'),
      join('(', e, ') . ', fc.constantFrom('k', 'year', 'days', 'start', 'hour')),
      join('(', e, ') instance of', fc.constantFrom('number', 'string', 'list<number>', 'date', 'Any')),
      join('(function(x) ', e, ')(', e, ')'),
      join(call1, '(', e, ')'),
      join(call2, '(', e, ',', e, ')'),
    ),
  };
});

describe('the meaning of a formula', () => {
  const values = { a: 2, b: -1.5, list: [3, 1, 2], x: 'x', text: 'Some text', day: null };

  /** What `feelin` gives; undefined where it throws, gives NaN on the way, or hangs: there we say more. */
  function theirs(formula: string): unknown {
    try {
      return feelin(formula, values).value ?? null;
    } catch {
      return undefined;
    }
  }

  it('is what feelin makes of it, wherever feelin makes something', () => {
    let compared = 0;
    let something = 0;
    fc.assert(
      fc.property(expression, (formula) => {
        const ours = evaluate(formula, { names: values, now: '2026-03-05T23:30:00Z', timeZone: 'UTC' });
        // feelin counts to fractions and to the end of (1..1) for ever
        if (/for|some|every/.test(formula) && /\.5|1\.005|\/|sqrt|mean|median/.test(formula)) return;
        // where feelin goes on with NaN, such as a date times a date, nothing comes of it here
        if (ours.ok && ours.warnings.some(({ code }) => code === 'not_a_number')) return;
        const expected = theirs(formula);
        if (expected === undefined || hasNoNumber(expected)) return;
        if (!ours.ok && /Infinity|no number|too much|Invalid|range|invalid/i.test(ours.reason)) return;
        compared += 1;
        if (expected !== null) something += 1;
        expect([formula, canonical(ours.ok ? ours.value : ours.reason)]).toEqual([formula, canonical(expected)]);
      }),
      { numRuns: 1_500 },
    );
    expect(compared).toBeGreaterThan(600);
    expect(something).toBeGreaterThan(250);
  });
});

const hasNoNumber = (value: unknown): boolean =>
  typeof value === 'number' ? !Number.isFinite(value) : Array.isArray(value) && value.some(hasNoNumber);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype)
    return String(value);
  if (typeof value === 'function') return 'function';
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, canonical(entry)]));
  }
  return Object.is(value, -0) ? 0 : (value ?? null);
}

describe('a regular expression', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    'c',
    '.',
    '[ab]',
    '(a)',
    '(b|c)',
    '\\s',
    '\\d',
    '^',
    '$',
    'é',
    '\\p{L}',
    '(?:a)',
  );
  const many = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}');
  const patterns = fc
    .array(fc.tuple(piece, many), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.map(([one, count]) => (/^[$^]$/.test(one) ? one : one + count)).join(''));
  const texts = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '1', 'é', '日', '-', '😀'), { maxLength: 8 })
    .map((letters) => letters.join(''));
  const replacements = fc.constantFrom('', 'x', '[$0]', '$1', '$$', '$&$&', '$12', '$', '<$2>', "$'", '$`');

  it('finds, replaces and splits as it does in feelin', () => {
    fc.assert(
      fc.property(patterns, texts, replacements, (pattern, text, replacement) => {
        const names = { pattern, text, replacement };
        for (const formula of [
          'matches(text, pattern)',
          'replace(text, pattern, replacement)',
          'split(text, pattern)',
        ]) {
          const ours = evaluate(formula, { names, now: '2026-03-05T23:30:00Z', timeZone: 'UTC' });
          const theirs = feelin(formula, names).value;
          expect([formula, names, ours.ok ? ours.value : ours.reason]).toEqual([formula, names, theirs]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
