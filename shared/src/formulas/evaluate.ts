import { Budget, LIMITS, type Limits, Stop } from './budget.ts';
import { compile } from './compile.ts';
import type { Evaluation, FeelContext, FormulaWarning, Position } from './formula.ts';
import { parse, sourceOf, unusualNames } from './parse.ts';
import type { Part } from './part.ts';

const MOST_WARNINGS = 20;
const KEPT = 2_000;
const compiled = new Map<string, Part>();
const unusual = new WeakMap<FeelContext, { [name: string]: unknown }>();

/**
 * Runs a formula, in bounded work: about 30 ms of one core at most, on a server or in a browser.
 *
 * @param formula FEEL, with or without its leading `=`
 * @param context values by name, as FEEL has them: see `context.ts`
 * @returns the value, null where a part of it could not be had (the warnings say why), or why it was stopped and
 *   where. Never throws
 */
export function evaluate(formula: string, context: FeelContext, limits: Partial<Limits> = {}): Evaluation {
  const { text, offset } = sourceOf(formula);
  const moved = ({ from, to }: Position): Position => ({ from: from + offset, to: to + offset });
  const warnings: FormulaWarning[] = [];
  try {
    const part = programOf(text, context);
    const run = {
      budget: new Budget({ ...LIMITS, ...limits }),
      complain(code: string, message: string, position: Position) {
        if (warnings.length < MOST_WARNINGS) warnings.push({ code, message, position: moved(position) });
      },
    };
    const value = part.run({ values: context, outer: undefined }, run);
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

/** Compiled once per text; names that change how a text is read are part of the key. */
function programOf(text: string, context: FeelContext): Part {
  const names = unusual.get(context) ?? unusualNames(context);
  unusual.set(context, names);
  const key = Object.keys(names).length === 0 ? text : `${text}\0${JSON.stringify(names)}`;
  const known = compiled.get(key);
  if (known) return known;
  const part = compile(parse(text, names).topNode, text);
  if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value as string);
  compiled.set(key, part);
  return part;
}
