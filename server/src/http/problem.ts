import type { Problem, ProblemCode } from '@etapa/shared/api/problem';
import { API_BASE } from '@etapa/shared/api/route';
import type { Refusal } from '@etapa/shared/process/refusal';
import type { FastifyReply } from 'fastify';

/** Where codes meet HTTP: the status and title of each. */
const STATUSES: { [Code in ProblemCode]: readonly [status: number, title: string] } = {
  malformed: [400, 'The request is malformed'],
  unauthenticated: [401, 'Sign in first'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  version_conflict: [409, 'Changed by someone else meanwhile'],
  duplicate: [409, 'Already taken'],
  conflict: [409, 'In conflict with the present state'],
  too_large: [413, 'Too large'],
  unsupported_media: [415, 'Unsupported media type'],
  idempotency_key_reused: [422, 'Idempotency key used for another request'],
  invalid_document: [422, 'The document breaks its schema'],
  required_fields: [422, 'Fields are missing'],
  transition_not_allowed: [422, 'This transition does not exist'],
  guard_failed: [422, 'The condition to enter is not met'],
  stage_full: [422, 'The stage is full'],
  invalid_definition: [422, 'The definition is invalid'],
  invalid_formula: [422, 'The formula is invalid'],
  invalid_condition: [422, 'The condition is invalid'],
  too_slow: [422, 'Takes too long'],
  unconvertible: [422, 'Some values cannot be converted'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available now'],
};

/** The problem document of a refusal (RFC 9457). */
export function problemOf(refusal: Refusal | { code: ProblemCode; detail: string }): Problem {
  const [status, title] = STATUSES[refusal.code];
  const { errors, extra } = refusal as Refusal;
  return {
    type: `${API_BASE}/problems#${refusal.code}`,
    title,
    status,
    detail: refusal.detail,
    code: refusal.code,
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...extra,
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  const { retryAfter } = problem;
  if (problem.status === 503) reply.header('retry-after', '2');
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}
