import type { FieldSettings } from './field.ts';
import { textual } from './textual.ts';

/** A number given by the program, never twice. People cannot write it; imports from another system may. */
export const autonumber = textual({
  kind: 'autonumber',
  maxLength: 200,
  settings: [{ key: 'format', type: 'format' }],
});

/**
 * The text of the n-th number: `TKP-{0000}` and 42 give `TKP-0042`; a longer number is never cut.
 * A format without braces has the number put after it.
 */
export function autonumberText(field: FieldSettings, count: number): string {
  const format = field.format ?? '{0}';
  const digits = String(count);
  if (!/\{0+\}/.test(format)) return format + digits;
  return format.replace(/\{(0+)\}/, (_match, zeros: string) => digits.padStart(zeros.length, '0'));
}
