/**
 * A small part of Markdown, as data: never HTML, so that nothing a text says can become more than words, lists and
 * links to http and https.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; parts: Inline[] }
  | { kind: 'italic'; parts: Inline[] }
  | { kind: 'link'; to: string; parts: Inline[] };

export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'bullets'; items: Inline[][] }
  | { kind: 'numbers'; start: number; items: Inline[][] };

const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,9})[.)]\s+(.*)$/;

/** Reads a text: blank lines end paragraphs, `-` and `1.` begin items of lists. */
export function parseMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  let ended = true;
  for (const line of text.split(/\r?\n/)) {
    const last = ended ? undefined : blocks.at(-1);
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    ended = line.trim() === '';
    if (ended) continue;
    if (bullet) {
      const item = parseInline(bullet[1] ?? '');
      if (last?.kind === 'bullets') last.items.push(item);
      else blocks.push({ kind: 'bullets', items: [item] });
    } else if (number) {
      const item = parseInline(number[2] ?? '');
      if (last?.kind === 'numbers') last.items.push(item);
      else blocks.push({ kind: 'numbers', start: Number(number[1]), items: [item] });
    } else if (last?.kind === 'paragraph') last.lines.push(parseInline(line));
    else blocks.push({ kind: 'paragraph', lines: [parseInline(line)] });
  }
  return blocks;
}

const MARK =
  /\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*|(?<![\p{L}\p{N}_])_(?=\S)(.+?)(?<=\S)_(?![\p{L}\p{N}_])|\[([^\]\n]+)\]\(([^\s()]+)\)|(https?:\/\/[^\s<>"()]+)/u;

/** Marks within a line; one that does not close is text. */
function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  const say = (words: string) => words !== '' && parts.push({ kind: 'text', text: words });
  let rest = text;
  for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
    const [whole, bold, star, underscore, label, target, bare] = found;
    const italic = star ?? underscore;
    let end = found.index + whole.length;
    say(rest.slice(0, found.index));
    if (bold !== undefined) parts.push({ kind: 'bold', parts: parseInline(bold) });
    else if (italic !== undefined) parts.push({ kind: 'italic', parts: parseInline(italic) });
    else {
      const shown = label ?? (bare ?? '').replace(/[.,;:!?]+$/, '');
      const to = webAddress(target ?? shown);
      if (bare !== undefined) end = found.index + shown.length;
      if (to === null) say(whole);
      else parts.push({ kind: 'link', to, parts: [{ kind: 'text', text: shown }] });
    }
    rest = rest.slice(end);
  }
  say(rest);
  return parts;
}

/** An address of the web, and of nothing else; null for what is none. */
function webAddress(text: string): string | null {
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}
