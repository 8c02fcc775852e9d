import Type, { type Static } from 'typebox';
import { REFUSAL_CODES, type RefusalCode } from '../process/refusal.ts';

/** Every `code` a problem document can carry. `internal` and `unavailable` are faults of ours, never refusals. */
export type ProblemCode = RefusalCode | 'internal' | 'unavailable';

export const Fault = Type.Object({
  path: Type.String({ description: 'JSON Pointer into the request body' }),
  code: Type.String(),
  message: Type.String(),
});

/** RFC 9457. Some codes add members, such as `current` of a version conflict. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    code: Type.Unsafe<ProblemCode>({ type: 'string', enum: [...REFUSAL_CODES, 'internal', 'unavailable'] }),
    errors: Type.Optional(Type.Array(Fault)),
  },
  { description: 'RFC 9457 problem document' },
);

export type Problem = Static<typeof Problem> & { [extra: string]: unknown };
