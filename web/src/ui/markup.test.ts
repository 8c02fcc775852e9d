import fc from 'fast-check';
import { type Inline, parseMarkup } from './markup.ts';

/** Marks as one can read them: <b>, <i>, <a=…>. */
const shown = (parts: Inline[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const inner = shown(part.parts);
      if (part.kind === 'link') return `<a=${part.to}>${inner}</a>`;
      return part.kind === 'bold' ? `<b>${inner}</b>` : `<i>${inner}</i>`;
    })
    .join('');

const read = (text: string): string[] =>
  parseMarkup(text).map((block) =>
    block.kind === 'paragraph'
      ? block.lines.map(shown).join(' / ')
      : `${block.kind}${block.kind === 'numbers' ? block.start : ''}: ${block.items.map(shown).join(' | ')}`,
  );

describe('a text with formatting', () => {
  it('has bold, italics, one within the other, and leaves lone stars and snake_case alone', () => {
    expect(read('Call **the *real* buyer** _today_')).toEqual(['Call <b>the <i>real</i> buyer</b> <i>today</i>']);
    expect(read('2 * 3 = 6, a * b, my_field_name **open')).toEqual(['2 * 3 = 6, a * b, my_field_name **open']);
  });

  it('has paragraphs and lists of both sorts', () => {
    expect(read('First\nsecond\n\nThird\n- one\n- **two**\n\n3. c\n4) d')).toEqual([
      'First / second',
      'Third',
      'bullets: one | <b>two</b>',
      'numbers3: c | d',
    ]);
  });

  it('links to the web alone', () => {
    expect(read('See [the list](https://example.com/a?b=1) or https://example.com/x.')).toEqual([
      'See <a=https://example.com/a?b=1>the list</a> or <a=https://example.com/x>https://example.com/x</a>.',
    ]);
    expect(read('[x](javascript:alert`1`) [y](data:text/html,z) [z](/home) <b>no</b>')).toEqual([
      '[x](javascript:alert`1`) [y](data:text/html,z) [z](/home) <b>no</b>',
    ]);
  });

  it('never loses a word and never links elsewhere, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', ' ', '*', '**', '_', '[', '](', ')', 'javascript:x', 'https://e.x/', '\n', '- ')),
        (pieces) => {
          const blocks = parseMarkup(pieces.join(''));
          const all = JSON.stringify(blocks);
          expect([...all.matchAll(/"to":"([^"]*)"/g)].every(([, to]) => to?.startsWith('https://e.x/'))).toBe(true);
          expect(all.split('a').length).toBeGreaterThanOrEqual(pieces.filter((piece) => piece === 'a').length);
        },
      ),
    );
  });

  it('reads the longest text at once', () => {
    const began = performance.now();
    parseMarkup('**a'.repeat(3_000));
    parseMarkup('*_['.repeat(3_000));
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
