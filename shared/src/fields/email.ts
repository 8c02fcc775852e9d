import { textual } from './textual.ts';
import { trustPattern } from './trusted-pattern.ts';

/** Deliberately wide: internationalised addresses are addresses (RFC 6531). Only delivery proves one. */
const ADDRESS = trustPattern(
  '^[^\\s@<>,;:"()\\[\\]\\\\]+@[^\\s@<>,;:"()\\[\\]\\\\.]+(?:\\.[^\\s@<>,;:"()\\[\\]\\\\.]+)+$',
);

/** An e-mail address, kept as typed. 254 characters is the longest that SMTP carries (RFC 5321). */
export const email = textual({ kind: 'email', maxLength: 254, schema: { pattern: ADDRESS } });
