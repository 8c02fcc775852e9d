import type { PartialParse, Tree } from '@lezer/common';
import { parser, trackVariables } from 'lezer-feel';
import { Stop } from './budget.ts';
import { LONGEST_FORMULA } from './formula.ts';
import { isEntries } from './types.ts';

/** More parts than this take a parser too long: its work grows with their square. */
const MOST_PARTS = 1_200;
const DEEPEST = 64;

/** FEEL without the leading `=` of a formula, and how far that moved it. */
export function sourceOf(formula: string): { text: string; offset: number } {
  return formula.startsWith('=') ? { text: formula.slice(1), offset: 1 } : { text: formula, offset: 0 };
}

/**
 * The tree of a FEEL expression, in bounded work.
 *
 * @param names what is in scope, nested as values are: words of the language and names with spaces are
 *   understood as names only where they are known
 * @throws Stop when it is too long, too deep or not FEEL, saying where
 */
export function parse(text: string, names: object): Tree {
  if (text.length > LONGEST_FORMULA) throw new Stop(`A formula has at most ${LONGEST_FORMULA} characters.`);
  refuseDeep(text);
  const parsing = parser
    .configure({ top: 'Expression', strict: true, contextTracker: trackVariables(names) })
    .startParse(text);
  for (let parts = 0; parts <= MOST_PARTS; parts += 1) {
    const tree = advance(parsing, text);
    if (tree) return tree;
  }
  throw new Stop('The formula is too long: split it into several fields.', { from: 0, to: text.length });
}

function advance(parsing: PartialParse, text: string): Tree | null {
  try {
    return parsing.advance();
  } catch (error) {
    const at = error instanceof SyntaxError ? /\d+$/.exec(error.message) : null;
    if (!at) throw error;
    const before = Number(at[0]);
    const from = before + (/^\s*/.exec(text.slice(before))?.[0].length ?? 0);
    const found = /^(?:[\p{L}\p{N}_]+|"[^"]*"?|[\s\S])/u.exec(text.slice(from))?.[0] ?? '';
    const position = { from, to: from + found.length };
    if (found === '') throw new Stop('The formula ends too early.', position);
    throw new Stop(`“${found.slice(0, 40)}” is not expected here.`, position);
  }
}

/**
 * Names that a parser has to be told of before it reads a text, nested as they are: `Full Name`. Empty for most.
 * A word that builds sentences stays one: a field named `if` is `record.if`.
 */
export function unusualNames(context: object, depth = 4): { [name: string]: unknown } {
  const found: { [name: string]: unknown } = {};
  if (depth === 0) return found;
  for (const [name, value] of Object.entries(context)) {
    const inner = Array.isArray(value) ? value[0] : value;
    const below = isEntries(inner) ? unusualNames(inner, depth - 1) : {};
    if (isUnusual(name, depth === 4) || Object.keys(below).length > 0) found[name] = below;
  }
  return found;
}

/** Whether a parser has to be told of a name, which may stand alone or only after a dot. */
export function isUnusual(name: string, alone: boolean): boolean {
  return !PLAIN_NAME.test(name) || (!alone && SENTENCES.has(name));
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SENTENCES: ReadonlySet<string> = new Set(
  'for in return if then else some every satisfies or and between instance of function null true false external not'.split(
    ' ',
  ),
);

/** Brackets outside strings and comments, however they are nested. */
function refuseDeep(text: string): void {
  let depth = 0;
  const quotedOrBracket = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[()[\]{}]/g;
  for (const match of text.matchAll(quotedOrBracket)) {
    const [found] = match;
    if ('([{'.includes(found)) depth += 1;
    else if (')]}'.includes(found)) depth -= 1;
    if (depth > DEEPEST) {
      throw new Stop('The formula is nested too deeply.', { from: match.index, to: match.index + 1 });
    }
  }
}
