import { MatcherInput, RE2JS } from 're2js';
import type { Budget } from './budget.ts';

/**
 * The functions of FEEL that take a regular expression, on RE2: time linear in the text for any pattern, and
 * every character that is looked at is paid for. No look-around and no back-references.
 */
const LONGEST_PATTERN = 500;

/** @throws Error when the pattern or the flags cannot be understood */
export function matches(input: string, pattern: string, flags: string, budget: Budget): boolean {
  return matcherOf(compile(pattern, flags, budget), input, budget).find();
}

/** Replaces every match. In the replacement `$0` or `$&` is the match, `$1` a group, `$$` a dollar sign. */
export function replace(input: string, pattern: string, replacement: string, flags: string, budget: Budget): string {
  const expression = compile(pattern, flags, budget);
  const matcher = matcherOf(expression, input, budget);
  const template = templateOf(replacement, expression.groupCount());
  const written: string[] = [];
  let length = 0;
  const write = (text: string): void => {
    length += text.length;
    budget.spend(1 + (text.length >> 5));
    if (length > budget.limits.text) budget.read(' '.repeat(length));
    written.push(text);
  };
  let end = 0;
  while (matcher.find()) {
    write(input.slice(end, matcher.start()));
    end = matcher.end();
    for (const part of template) {
      if (typeof part === 'string') write(part);
      else if (part === BEFORE) write(input.slice(0, matcher.start()));
      else if (part === AFTER) write(input.slice(end));
      else write(matcher.group(part) ?? '');
    }
  }
  write(input.slice(end));
  return written.join('');
}

/** Splits as JavaScript does: what groups of the delimiter caught stands between the parts. */
export function split(input: string, delimiter: string, budget: Budget): (string | undefined)[] {
  const expression = compile(delimiter, '', budget);
  const matcher = matcherOf(expression, input, budget);
  if (input === '') return matcher.find() ? [] : [''];
  const parts: (string | undefined)[] = [];
  let from = 0;
  while (matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (end === from || start >= input.length) continue;
    budget.spend(2 + expression.groupCount());
    parts.push(input.slice(from, start));
    for (let group = 1; group <= expression.groupCount(); group += 1) parts.push(matcher.group(group) ?? undefined);
    from = end;
  }
  parts.push(input.slice(from));
  return parts;
}

/** What is wrong with a pattern, or null. */
export function patternFault(pattern: string, flags: string): string | null {
  try {
    expressionOf(pattern, flags);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compile(pattern: string, flags: string, budget: Budget): RE2JS {
  budget.spend(500 + 20 * pattern.length);
  const expression = expressionOf(pattern, flags);
  budget.spend(10 * expression.programSize());
  return expression;
}

function expressionOf(pattern: string, flags: string): RE2JS {
  if (pattern.length > LONGEST_PATTERN) throw new Error(`a pattern has at most ${LONGEST_PATTERN} characters`);
  const unknown = flags.replace(/[smi]/g, '');
  if (unknown) throw new Error(`unknown flags “${unknown}”`);
  const known = { s: RE2JS.DOTALL, m: RE2JS.MULTILINE, i: RE2JS.CASE_INSENSITIVE };
  const bits = Object.entries(known).reduce((sum, [flag, bit]) => (flags.includes(flag) ? sum | bit : sum), 0);
  return RE2JS.compile(RE2JS.translateRegExp(pattern), bits);
}

function matcherOf(expression: RE2JS, input: string, budget: Budget) {
  budget.read(input);
  return expression.matcher(MatcherInput.utf16(new PaidText(input, budget, 0.2 + 0.1 * expression.programSize())));
}

/** A text that is paid for as it is read: how far a search looks ahead cannot be known beforehand. */
class PaidText extends String {
  private readonly budget: Budget;
  private readonly price: number;

  constructor(text: string, budget: Budget, price: number) {
    super(text);
    this.budget = budget;
    this.price = price;
  }

  override charCodeAt(index: number): number {
    this.budget.spend(this.price);
    return super.charCodeAt(index);
  }

  override indexOf(wanted: string, from?: number): number {
    const found = super.indexOf(wanted, from);
    this.budget.spend(1 + (((found < 0 ? this.length : found) - (from ?? 0)) >> 8));
    return found;
  }
}

const BEFORE = -1;
const AFTER = -2;

/** Texts, and numbers of groups (0 the whole match). */
function templateOf(replacement: string, groups: number): (string | number)[] {
  const template: (string | number)[] = [];
  let end = 0;
  for (const match of replacement.matchAll(/\$(?:([$&`'])|(\d{1,2}))/g)) {
    template.push(replacement.slice(end, match.index));
    end = match.index + match[0].length;
    const [written, sign, digits] = match;
    if (digits !== undefined) {
      const both = Number(digits);
      const first = Number(digits[0]);
      if (both <= groups && (both > 0 || digits === '0')) template.push(both);
      else if (digits[0] === '0') template.push(0, digits.slice(1));
      else if (first <= groups) template.push(first, digits.slice(1));
      else template.push(written);
    } else if (sign === '$') template.push('$');
    else template.push(sign === '&' ? 0 : sign === '`' ? BEFORE : AFTER);
  }
  template.push(replacement.slice(end));
  return template.filter((part) => part !== '');
}
