import Type from 'typebox';
import { Timestamp } from './lists.ts';

/**
 * When the figures of an answer were read. Absent: just now. Answers that take long are kept for a minute at most, and
 * never for who has changed something since.
 */
export const asOf = Type.Optional(Timestamp);

/** The figures are of `asOf` and being read anew: who asks without `kept` waits for those. */
export const stale = Type.Optional(Type.Literal(true));
