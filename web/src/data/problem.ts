import type { Fault, RefusalCode } from '@etapa/shared/process/refusal';

/** Codes a reader may meet: the server's refusals, and what only a browser sees. */
export type ProblemCode = RefusalCode | 'internal' | 'unavailable' | 'network';

/** RFC 9457 problem document as the server sends it. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code: ProblemCode;
  errors?: Fault[];
  /** The record as it is now, of `version_conflict`. */
  current?: unknown;
  /** The condition with the answer of each of its terms, of `guard_failed`. */
  explanation?: unknown;
}

/** A request that was answered "no", or not at all (`network`). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: Fault[];

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
  }

  /** Faults by the last part of their JSON Pointer: the field of a document they are about. */
  byField(): Map<string, Fault> {
    return new Map(this.errors.map((fault) => [fault.path.split('/').at(-1) ?? '', fault]));
  }
}

/** Whether an error is this kind of "no". */
export function isProblem(error: unknown, code?: ProblemCode): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code);
}

/** Reads a failed answer, whatever a proxy in between made of it. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const internal: Problem = { status: response.status, code: response.status >= 500 ? 'internal' : 'malformed' };
  try {
    const body: unknown = await response.json();
    if (body && typeof body === 'object' && 'code' in body) {
      return new ProblemError({ ...internal, ...(body as Partial<Problem>) });
    }
  } catch {
    // Not JSON: the status alone has to do.
  }
  return new ProblemError(internal);
}
