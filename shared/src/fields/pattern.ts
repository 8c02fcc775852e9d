import { RE2JS } from 're2js';

/** Patterns of our own, known to be linear: they run on the engine's regular expressions. */
const trusted = new Set<string>();

/** Marks a pattern of this program's own schemas as safe to run natively. */
export function trustPattern(pattern: string): string {
  trusted.add(pattern);
  return pattern;
}

/** What is wrong with a person's pattern, or null. Takes what RE2 takes: no look-around, no back-references. */
export function patternProblem(pattern: string): string | null {
  try {
    compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * A tester for `pattern` that takes time linear in the text, whatever the pattern: people write their own.
 * Has the shape of Ajv's `code.regExp`, so that documents are validated with it.
 *
 * @throws when the pattern cannot be compiled: see `patternProblem`
 */
export function safeRegExp(pattern: string, _flags?: string): { test(text: string): boolean; toString(): string } {
  if (trusted.has(pattern)) return new RegExp(pattern, 'u');
  const compiled = compile(pattern);
  // Ajv keeps testers by what `toString` says: two patterns must not say the same.
  return { test: (text) => compiled.matcher(text).find(), toString: () => `re2:${pattern}` };
}
/** Ajv writes this into generated code; only used by its standalone mode, which we do not. */
safeRegExp.code = 'safeRegExp';

function compile(pattern: string): RE2JS {
  return RE2JS.compile(RE2JS.translateRegExp(pattern));
}
