import type { ProblemCode } from '@etapa/shared/api/problem';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../config/log.ts';
import { RefusalError } from '../services/refusal-error.ts';
import { problemOf, sendProblem } from './problem.ts';

/** Turns whatever was thrown into a problem document: refusals as they are, everything else without its inside. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (reply.sent || reply.raw.headersSent) {
      // The answer was under way: only cutting it off tells the client that it is not whole.
      this.log.warn('An answer broke off.', { error, request: request.id });
      reply.raw.destroy();
      return;
    }
    const problem = problemOf(error instanceof RefusalError ? error.refusal : this.translate(error, request));
    sendProblem(reply, problem);
  }

  private translate(error: unknown, request: FastifyRequest): { code: ProblemCode; detail: string } {
    const known = frameworkProblem(error) ?? databaseProblem(error);
    if (known) return known;
    this.log.error('A request failed.', { error, request: request.id, method: request.method, url: request.url });
    return { code: 'internal', detail: `The failure is in the server's log under ${request.id}.` };
  }
}

type Problem = { code: ProblemCode; detail: string };

const BY_STATUS: { [status: number]: Problem } = {
  404: { code: 'not_found', detail: 'There is nothing at this address.' },
  405: { code: 'not_found', detail: 'There is nothing at this address.' },
  406: { code: 'unsupported_media', detail: 'This media type is not taken here.' },
  413: { code: 'too_large', detail: 'The request is larger than allowed.' },
  414: { code: 'not_found', detail: 'There is nothing at this address.' },
  415: { code: 'unsupported_media', detail: 'This media type is not taken here.' },
  429: { code: 'rate_limited', detail: 'Too many requests.' },
};

/** What Fastify, its plugins and Nest refuse, known by its status. */
function frameworkProblem(error: unknown): Problem | null {
  // The parser of forms throws bare errors for what breaks off or never begins.
  if (error instanceof Error && error.stack?.includes('/@fastify/busboy/')) {
    return { code: 'malformed', detail: 'The form is not valid multipart/form-data.' };
  }
  const status = statusOf(error);
  if (status === null || status < 400 || status >= 500) return null;
  return BY_STATUS[status] ?? { code: 'malformed', detail: 'The request is malformed.' };
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  if ('getStatus' in error && typeof error.getStatus === 'function') return Number(error.getStatus());
  return null;
}

/** Lost connections and lost races; SQLSTATEs are listed in appendix A of PostgreSQL's manual. */
function databaseProblem(error: unknown): Problem | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(40001|40P01)$/.test(code)) {
    return { code: 'conflict', detail: 'Others changed the same things at the same moment. Try again.' };
  }
  if (/^(08|57P|53)|^E(CONN|PIPE|TIMEDOUT)/.test(code)) {
    return { code: 'unavailable', detail: 'The database does not answer. Try again in a moment.' };
  }
  return null;
}
