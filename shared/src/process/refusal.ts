import type { Fault } from '../fields/fault.ts';

/** Codes of expected refusals. Each meets an HTTP status in `server/src/http/problem.ts` and nowhere else. */
export const REFUSAL_CODES = [
  'malformed',
  'unauthenticated',
  'forbidden',
  'not_found',
  'version_conflict',
  'duplicate',
  'conflict',
  'too_large',
  'too_slow',
  'unsupported_media',
  'rate_limited',
  'idempotency_key_reused',
  'invalid_document',
  'required_fields',
  'transition_not_allowed',
  'guard_failed',
  'stage_full',
  'invalid_definition',
  'invalid_formula',
  'invalid_condition',
  'unconvertible',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type { Fault };

/** An expected "no", returned and not thrown by the core: what, where and how to mend it. */
export interface Refusal {
  code: RefusalCode;
  detail: string;
  errors?: Fault[];
  /** Further members of the problem document, such as `current` of a version conflict. */
  extra?: { [name: string]: unknown };
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (
  code: RefusalCode,
  detail: string,
  errors?: Fault[],
  extra?: Refusal['extra'],
): Result<never> => ({
  ok: false,
  refusal: { code, detail, ...(errors ? { errors } : {}), ...(extra ? { extra } : {}) },
});
