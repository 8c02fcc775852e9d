import { textual } from './textual.ts';
import { trustPattern } from './trusted-pattern.ts';

/** Only schemes that a browser may safely be sent to: no `javascript:`, no `data:`. */
const ADDRESS = trustPattern('^(?:(?:https?|ftp)://[^\\s/?#]|(?:mailto|tel):[^\\s])[^\\s]*$');

/** A web address. One typed without a scheme (`example.com/x`) is taken as https. */
export const url = textual({
  kind: 'url',
  maxLength: 2_000,
  schema: { pattern: ADDRESS },
  normalize: (text) => {
    const scheme = /^([A-Za-z][A-Za-z0-9+-]*):(?!\d)/.exec(text)?.[1];
    if (scheme !== undefined) return scheme.toLowerCase() + text.slice(scheme.length);
    return /^[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?([/?#]\S*)?$/u.test(text) ? `https://${text}` : text;
  },
});
