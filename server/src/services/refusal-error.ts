import type { Fault, Refusal, RefusalCode, Result } from '@etapa/shared/process/refusal';

/** An expected refusal on its way out of a service; the problem filter turns it into an answer. */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
    this.name = 'RefusalError';
  }
}

/**
 * Refuses.
 *
 * @param code What kind of no.
 * @param detail One English sentence for people who read logs and answers.
 * @param errors Every fault, with its path in the request body.
 * @param extra Further members of the problem document.
 */
export function refused(code: RefusalCode, detail: string, errors?: Fault[], extra?: Refusal['extra']): RefusalError {
  return new RefusalError({ code, detail, errors, extra });
}

/** The value of a result of the core; throws its refusal. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RefusalError(result.refusal);
}
