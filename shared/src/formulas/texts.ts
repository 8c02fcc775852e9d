import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { duration } from '../fields/duration.ts';
import type { JsonValue } from '../fields/field.ts';
import { Budget, LIMITS } from './budget.ts';
import { check, dependencies } from './check.ts';
import { evaluateWithin } from './evaluate.ts';
import {
  type FeelContext,
  type FormulaFault,
  type FormulaWarning,
  isFormula,
  LONGEST_FORMULA,
  type Position,
  type Scope,
} from './formula.ts';
import { isEntries } from './types.ts';
import { instantOf, jsonOf } from './values.ts';

/** A text between formulas, or a formula with where its FEEL stands. */
type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'formula'; feel: string; from: number; open: boolean; whole?: true };

export interface TextSettings {
  /** BCP 47: how numbers and dates are written. English where nobody's language is known. */
  locale?: string;
  /** For machines: numbers as JSON has them, dates and times as ISO 8601, whatever the locale. */
  exact?: boolean;
  /** Makes what stands in the text of what a formula gave. @param before the text so far */
  insert?(written: string, before: string): string;
}

export type Rendered =
  | { ok: true; text: string; warnings: FormulaWarning[] }
  | { ok: false; reason: string; position?: Position };

const LONGEST_RESULT = 100_000;

/**
 * A text with its `{{ FEEL }}` filled in. Nothing gives nothing; numbers and dates are written as the locale does;
 * lists with commas; a linked record by its title. The formulas of one text share the work that one may do.
 */
export function renderText(template: string, context: FeelContext, settings: TextSettings = {}): Rendered {
  const { locale = 'en', exact = false, insert } = settings;
  const budget = new Budget(LIMITS);
  const warnings: FormulaWarning[] = [];
  let text = '';
  for (const piece of piecesOf(template)) {
    if (piece.kind === 'text') {
      text += piece.text;
      continue;
    }
    if (piece.open) return { ok: false, reason: 'A “{{” is never closed.', position: placeOf(piece) };
    if (piece.feel.trim() === '') continue;
    const result = evaluateWithin(piece.feel, context, budget);
    const moved = ({ from, to }: Position): Position => ({ from: from + piece.from, to: to + piece.from });
    if (!result.ok) return { ok: false, reason: result.reason, position: moved(result.position ?? placeOf(piece)) };
    warnings.push(...result.warnings.map((warning) => ({ ...warning, position: moved(warning.position) })));
    const filled = exact
      ? exactText(jsonOf(result.value, context.timeZone))
      : written(result.value, locale, context.timeZone);
    text += insert && piece.whole !== true ? insert(filled, text) : filled;
    if (text.length > LONGEST_RESULT)
      return { ok: false, reason: 'The text grows too long.', position: placeOf(piece) };
  }
  return { ok: true, text, warnings };
}

/** What is wrong with the formulas of a text; positions count from the beginning of the text. */
export function checkText(template: string, scope: Scope, path = ''): FormulaFault[] {
  const position = { from: 0, to: template.length };
  if (template.length > 10 * LONGEST_FORMULA) {
    return [{ path, code: 'too_long', message: `A text has at most ${10 * LONGEST_FORMULA} characters.`, position }];
  }
  return piecesOf(template).flatMap((piece): FormulaFault[] => {
    if (piece.kind === 'text') return [];
    if (piece.open) {
      return [{ path, code: 'syntax_error', message: 'A “{{” is never closed.', position: placeOf(piece) }];
    }
    if (piece.feel.trim() === '') return [];
    return check(piece.feel, scope, { path }).map((fault) => ({
      ...fault,
      position: { from: fault.position.from + piece.from, to: fault.position.to + piece.from },
    }));
  });
}

/** Names that the formulas of a text read, such as `amount`, `company.region`; none of those that cannot be read. */
export function textDependencies(template: string, scope: Scope): string[] {
  const read = piecesOf(template).flatMap((piece) => (piece.kind === 'formula' ? dependencies(piece.feel, scope) : []));
  return [...new Set(read)];
}

const placeOf = ({ feel, from }: { feel: string; from: number }): Position => ({ from, to: from + feel.length });

/** The whole text is a formula when it begins with `=`, as any value may be. */
function piecesOf(template: string): Piece[] {
  return isFormula(template)
    ? [{ kind: 'formula', feel: template, from: 0, open: false, whole: true }]
    : insertsOf(template);
}

/** A formula ends at the `}}` that is neither in a string nor closes a context of its own. */
function insertsOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const start = template.indexOf('{{', at);
    if (start < 0) break;
    if (start > at) pieces.push({ kind: 'text', text: template.slice(at, start) });
    const from = start + 2;
    const end = endOf(template, from);
    pieces.push({ kind: 'formula', feel: template.slice(from, end ?? template.length), from, open: end === undefined });
    at = end === undefined ? template.length : end + 2;
  }
  if (at < template.length) pieces.push({ kind: 'text', text: template.slice(at) });
  return pieces;
}

function endOf(template: string, from: number): number | undefined {
  const tokens = /"(?:[^"\\]|\\.)*"|\{|\}/g;
  tokens.lastIndex = from;
  let depth = 0;
  for (let token = tokens.exec(template); token; token = tokens.exec(template)) {
    if (token[0] === '{') depth += 1;
    else if (token[0] === '}') {
      if (depth === 0) {
        if (template[token.index + 1] === '}') return token.index;
        continue;
      }
      depth -= 1;
    }
  }
  return undefined;
}

function written(value: unknown, locale: string, timeZone: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, locale);
  if (Array.isArray(value))
    return value
      .map((item) => written(item, locale, timeZone))
      .filter(Boolean)
      .join(', ');
  if (value instanceof FeelDate) return dayText(value.toString(), locale);
  if (value instanceof FeelDateTime) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    return format.format(new Date(instantOf(value, timeZone)));
  }
  if (value instanceof FeelDuration) {
    return duration.format({ key: '', label: '', kind: 'duration' }, value.toString(), { locale, timeZone });
  }
  if (value instanceof FeelTime) return value.toString();
  if (isEntries(value)) return typeof value.title === 'string' ? value.title : '';
  return typeof value === 'boolean' ? String(value) : '';
}

function exactText(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
function numberText(value: number, locale: string): string {
  const exact = Number(value.toPrecision(15));
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 15 }).format(exact);
}

function dayText(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
