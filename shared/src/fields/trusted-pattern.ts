/** Patterns of this program's own schemas, known to be linear: they may run on the engine's regular expressions. */
const trusted = new Set<string>();

/** Marks a pattern as safe to run natively. Apart from `pattern.ts`, so that kinds do not bring RE2 along. */
export function trustPattern(pattern: string): string {
  trusted.add(pattern);
  return pattern;
}

export function isTrusted(pattern: string): boolean {
  return trusted.has(pattern);
}
