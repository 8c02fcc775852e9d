import { RE2JS } from 're2js';
import { isTrusted } from './trusted-pattern.ts';

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
  if (isTrusted(pattern)) return new RegExp(pattern, 'u');
  const compiled = compile(pattern);
  // Ajv keeps testers by what `toString` says: two patterns must not say the same.
  return { test: (text) => compiled.matcher(text).find(), toString: () => `re2:${pattern}` };
}
/** Ajv writes this into generated code; only used by its standalone mode, which we do not. */
safeRegExp.code = 'safeRegExp';

function compile(pattern: string): RE2JS {
  return RE2JS.compile(RE2JS.translateRegExp(pattern));
}
