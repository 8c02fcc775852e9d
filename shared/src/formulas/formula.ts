import type { Fault } from '../fields/fault.ts';

/** What a FEEL expression gives, as far as it can be told without running it. `any` is everything and nothing. */
export type FeelType =
  | 'any'
  | 'null'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'duration'
  | 'range'
  | 'function'
  | { list: FeelType }
  | { entries: { [name: string]: FeelType } };

/** Names a formula may use and what they hold. */
export interface Scope {
  [name: string]: FeelType;
}

/** All that the result of a formula depends on besides the formula. */
export interface FeelContext {
  /** Values by name, as FEEL has them: see `values.ts`. */
  names: { [name: string]: unknown };
  /** Those of the names, nested as they are, that a parser cannot guess; found among `names` where absent. */
  unusual?: { [name: string]: unknown };
  /** ISO 8601 with an offset: what `now()` and `today()` give. */
  now: string;
  /** IANA name of the organisation's zone. */
  timeZone: string;
}

/** Offsets into the formula as it was written, its leading `=` included. */
export interface Position {
  from: number;
  to: number;
}

export const FORMULA_FAULTS = [
  'syntax_error',
  'unknown_name',
  'unknown_function',
  'wrong_arguments',
  'wrong_kind',
  'bad_pattern',
  'too_long',
] as const;

/** `path` is the pointer given to the check, so that faults can be passed on as they are. */
export interface FormulaFault extends Fault {
  code: (typeof FORMULA_FAULTS)[number];
  position: Position;
}

/** Why a part of a formula gave null, such as a number multiplied by a duration. */
export interface FormulaWarning {
  code: string;
  message: string;
  position: Position;
}

/** `reason` is English, for the run of a rule or the answer of a call. */
export type Evaluation =
  | { ok: true; value: unknown; warnings: FormulaWarning[] }
  | { ok: false; reason: string; position?: Position };

/** Longest formula or text with formulas, in characters. */
export const LONGEST_FORMULA = 10_000;

/** Whether a value given by a person is a formula: a text with a leading `=`. */
export const isFormula = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');
