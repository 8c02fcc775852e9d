import type { FormulaName } from './names.ts';

export interface FunctionName {
  name: string;
  parameters: readonly string[];
}

/** What may be meant by the end of a formula. */
export interface Suggestions {
  /** Where what is replaced begins. */
  from: number;
  names: FormulaName[];
  functions: FunctionName[];
}

/** Most words of a label or a function's name that are typed apart. */
const MOST_WORDS = 5;

/**
 * What the text before the caret may be going to say: fields by label or key, what a link leads to after a dot,
 * columns of rows inside a loop over them, and functions.
 *
 * @param asked everything is offered where nothing is typed yet
 */
export function suggest(
  before: string,
  names: readonly FormulaName[],
  functions: readonly FunctionName[],
  asked: boolean,
): Suggestions | null {
  if (insideText(before)) return null;
  const path = /([\p{L}_][\p{L}\p{N}_]*)\.([\p{L}\p{N}_ ]*)$/u.exec(before);
  if (path) {
    const [, root = '', typed = ''] = path;
    const entries = entriesOf(root, before, names);
    const found = entries.filter((entry) => fits(entry, typed));
    return found.length > 0 ? { from: before.length - typed.length, names: found, functions: [] } : null;
  }
  for (const typed of endings(before)) {
    const found = {
      from: before.length - typed.length,
      names: ranked([...names, ...loopNames(before, names)], typed),
      functions: functions.filter(({ name }) => name.startsWith(typed.toLowerCase())),
    };
    if (found.names.length > 0 || found.functions.length > 0) return found;
  }
  if (!asked || /[\p{L}\p{N}_"]$/u.test(before)) return null;
  return { from: before.length, names: [...names], functions: [...functions] };
}

/** The last words of a text, most of them first: a label may have several. */
function endings(before: string): string[] {
  const words = /(?:[\p{L}\p{N}_]+ +)*[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0];
  if (words === undefined) return [];
  const starts = [...words.matchAll(/[\p{L}\p{N}_]+/gu)].map(({ index }) => index);
  return starts.slice(-MOST_WORDS).map((start) => words.slice(start));
}

const insideText = (before: string): boolean => (before.replace(/\\"/g, '').match(/"/g)?.length ?? 0) % 2 === 1;

const plain = (text: string): string => text.toLowerCase().trim();

const fits = ({ name, label }: FormulaName, typed: string): boolean =>
  plain(name).includes(plain(typed)) || plain(label).includes(plain(typed));

/** Those that fit, such as begin with what is typed first. */
function ranked(names: readonly FormulaName[], typed: string): FormulaName[] {
  const wanted = plain(typed);
  const begins = ({ name, label }: FormulaName): boolean =>
    plain(name).startsWith(wanted) || plain(label).startsWith(wanted);
  const found = names.filter((name) => fits(name, typed));
  return [...found.filter(begins), ...found.filter((name) => !begins(name))];
}

function entriesOf(root: string, before: string, names: readonly FormulaName[]): FormulaName[] {
  const over = loops(before).get(root);
  return (names.find(({ name }) => name === (over ?? root)) ?? { entries: [] }).entries;
}

/** Names made by `for row in items`, `some row in items satisfies`, and what they run over. */
function loops(before: string): Map<string, string> {
  const made = before.matchAll(/(?:\bfor|\bsome|\bevery|,)\s+([A-Za-z_]\w*)\s+in\s+([A-Za-z_]\w*)/g);
  return new Map([...made].map(([, name = '', over = '']) => [name, over]));
}

function loopNames(before: string, names: readonly FormulaName[]): FormulaName[] {
  return [...loops(before)].flatMap(([name, over]) => {
    const rows = names.find((each) => each.name === over);
    return rows ? [{ name, label: name, detail: rows.label, entries: rows.entries }] : [];
  });
}
