import { textual } from './textual.ts';

/** One line of text. */
export const text = textual({ kind: 'text', maxLength: 10_000 });
