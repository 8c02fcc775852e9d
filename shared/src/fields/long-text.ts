import { textual } from './textual.ts';

/** Text of several paragraphs. */
export const longText = textual({ kind: 'longText', maxLength: 100_000 });
