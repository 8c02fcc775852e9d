import { FeelDateTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { Budget, LIMITS, type Limits, Stop } from './budget.ts';
import { compile } from './compile.ts';
import type { Evaluation, FeelContext, FormulaWarning, Position } from './formula.ts';
import { parse, sourceOf, unusualNames } from './parse.ts';
import type { Part } from './part.ts';

const MOST_WARNINGS = 20;
const KEPT = 2_000;
const compiled = new Map<string, Part>();

/**
 * Runs a formula, in bounded work: at most some 30 ms of one core, on a server or in a browser.
 *
 * @param formula FEEL, with or without its leading `=`
 * @returns the value, null where a part of it could not be had (the warnings say why), or why it was stopped and
 *   where. Never throws
 */
export function evaluate(formula: string, context: FeelContext, limits: Partial<Limits> = {}): Evaluation {
  return evaluateWithin(formula, context, new Budget({ ...LIMITS, ...limits }));
}

/** The same, on a budget that several formulas share. */
export function evaluateWithin(formula: string, context: FeelContext, budget: Budget): Evaluation {
  const { text, offset } = sourceOf(formula);
  const moved = ({ from, to }: Position): Position => ({ from: from + offset, to: to + offset });
  const warnings: FormulaWarning[] = [];
  try {
    const part = programOf(text, context.unusual ?? unusualNames(context.names));
    const value = part.run(
      { values: context.names, outer: undefined },
      {
        // Most formulas ask for no time, and telling it costs more than they do.
        get now() {
          return nowOf(context);
        },
        budget,
        complain(code, message, position) {
          if (warnings.length < MOST_WARNINGS) warnings.push({ code, message, position: moved(position) });
        },
      },
    );
    // whoever takes the value will walk through it
    budget.walk(value);
    return { ok: true, value: value ?? null, warnings };
  } catch (error) {
    if (error instanceof Stop) {
      return { ok: false, reason: error.message, ...(error.position ? { position: moved(error.position) } : {}) };
    }
    // too deep for the machine's stack, or a fault of a library: no formula may bring a person down
    return { ok: false, reason: reasonOf(error), position: moved({ from: 0, to: text.length }) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'The formula is nested too deeply.';
  return error instanceof Error ? error.message : String(error);
}

function nowOf({ now, timeZone }: FeelContext): FeelDateTime {
  return new FeelDateTime(Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDateTime(), timeZone);
}

/** Compiled once per text; names that change how a text is read are part of the key. */
function programOf(text: string, unusual: { [name: string]: unknown }): Part {
  const key = Object.keys(unusual).length === 0 ? text : `${text}\0${JSON.stringify(unusual)}`;
  const known = compiled.get(key);
  if (known) return known;
  const part = compile(parse(text, unusual).topNode, text);
  if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value as string);
  compiled.set(key, part);
  return part;
}
