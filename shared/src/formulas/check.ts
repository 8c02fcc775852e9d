import type { FieldSettings } from '../fields/field.ts';
import { analyse } from './analyse.ts';
import { Stop } from './budget.ts';
import { type FeelType, type FormulaFault, LONGEST_FORMULA, type Position, type Scope } from './formula.ts';
import { parse, sourceOf, unusualNames } from './parse.ts';

export interface CheckSettings {
  /** JSON Pointer of the formula: the `path` of every fault. */
  path?: string;
  /** The field that the result is for: a result that is surely of another kind is a fault. */
  field?: Pick<FieldSettings, 'kind'>;
  /** The same where the result is for something else than a field. */
  wanted?: Wanted;
}

/** What the result of a formula has to be. */
export interface Wanted {
  fits(type: FeelType): boolean;
  /** For the message: `a person`. */
  what: string;
}

/**
 * What is wrong with a formula, all at once: syntax, names and functions that are not there, arguments, patterns,
 * parts that can only give nothing, and the kind of the result where it can be told.
 *
 * @param formula with or without its leading `=`; positions count from its beginning
 */
export function check(formula: string, scope: Scope, { path = '', field, wanted }: CheckSettings = {}): FormulaFault[] {
  const { text, offset } = sourceOf(formula);
  const placed = (code: FormulaFault['code'], message: string, { from, to }: Position): FormulaFault => ({
    path,
    code,
    message,
    position: { from: from + offset, to: to + offset },
  });
  const whole = { from: 0, to: text.length };
  try {
    const { type, faults } = analyse(parse(text, unusualNames(exampleOf(scope))).topNode, text, scope);
    const found = faults.map(({ code, message, position }) => placed(code, message, position));
    if (found.length > 0 || type === 'any' || type === 'null') return found;
    const isWanted = wanted ? wanted.fits(type) : !field || fits(type, field.kind);
    if (isWanted) return found;
    const what = wanted?.what ?? 'what a field of this kind holds';
    return [placed('wrong_kind', `The result is ${describe(type)}, not ${what}.`, whole)];
  } catch (error) {
    if (!(error instanceof Stop) && !(error instanceof RangeError)) throw error;
    const code = text.length > LONGEST_FORMULA ? 'too_long' : 'syntax_error';
    return [placed(code, error.message, (error instanceof Stop && error.position) || whole)];
  }
}

/** Names that a formula reads, such as `amount`, `company.region`, `record.owner`; none of one that cannot be read. */
export function dependencies(formula: string, scope: Scope): string[] {
  const { text } = sourceOf(formula);
  try {
    return [...analyse(parse(text, unusualNames(exampleOf(scope))).topNode, text, scope).reads];
  } catch {
    return [];
  }
}

/** Values of the shape of a scope: a parser learns names from values. */
function exampleOf(types: Scope): { [name: string]: unknown } {
  const example = (type: FeelType): unknown => {
    if (typeof type === 'string') return null;
    return 'list' in type ? [example(type.list)] : exampleOf(type.entries);
  };
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, example(type)]));
}

const DATES = ['date', 'dateTime'];

function fits(type: FeelType, kind: FieldSettings['kind']): boolean {
  if (type === 'any' || type === 'null') return true;
  const isContext = typeof type === 'object' && 'entries' in type;
  switch (kind) {
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return type === 'number';
    case 'boolean':
    case 'duration':
      return type === kind;
    case 'date':
    case 'dateTime':
      return typeof type === 'string' && DATES.includes(type);
    case 'lines':
    case 'checklist':
      return isListOf(type, (element) => typeof element === 'object' && 'entries' in element);
    case 'link':
      return type === 'string' || isContext;
    case 'links':
      return type === 'string' || isContext || isListOf(type, (element) => fits(element, 'link'));
    case 'multiSelect':
    case 'users':
    case 'files':
      return type === 'string' || isListOf(type, (element) => element === 'string');
    default:
      return type === 'string';
  }
}

function isListOf(type: FeelType, accepts: (element: FeelType) => boolean): boolean {
  if (typeof type !== 'object' || !('list' in type)) return false;
  return type.list === 'any' || type.list === 'null' || accepts(type.list);
}

function describe(type: FeelType): string {
  if (typeof type === 'object') return 'list' in type ? 'a list' : 'a record or context';
  return type === 'dateTime' ? 'a date and time' : type === 'string' ? 'a text' : `a ${type}`;
}
