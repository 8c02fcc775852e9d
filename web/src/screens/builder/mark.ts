export type Mark = 'bold' | 'italic' | 'bullets' | 'numbers' | 'link';

interface Marked {
  text: string;
  /** What is selected afterwards. */
  from: number;
  to: number;
}

/**
 * A text with a mark put around, or in lists before each line of, what is selected.
 *
 * @param words stand for what is selected where nothing is
 */
export function marked(text: string, from: number, to: number, kind: Mark, words: string): Marked {
  const chosen = text.slice(from, to) || words;
  const around = (before: string, after: string): Marked => ({
    text: text.slice(0, from) + before + chosen + after + text.slice(to),
    from: from + before.length,
    to: from + before.length + chosen.length,
  });
  switch (kind) {
    case 'bold':
      return around('**', '**');
    case 'italic':
      return around('*', '*');
    case 'link':
      return around('[', '](https://)');
    case 'bullets':
    case 'numbers': {
      const begins = from === 0 || text[from - 1] === '\n' ? '' : '\n';
      const lines = chosen.split('\n').map((line, at) => (kind === 'bullets' ? `- ${line}` : `${at + 1}. ${line}`));
      const list = lines.join('\n');
      const start = from + begins.length;
      return { text: text.slice(0, from) + begins + list + text.slice(to), from: start, to: start + list.length };
    }
  }
}
