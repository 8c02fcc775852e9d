import type { Caller } from '@etapa/shared/access/caller';
import type { Route, RouteInput } from '@etapa/shared/api/route';
import type { Fault } from '@etapa/shared/process/refusal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Credential } from '../services/callers.ts';
import { RefusalError, refused } from '../services/refusal-error.ts';
import { checkText, parseJson } from './json-body.ts';
import { checkEncoding } from './query-string.ts';
import { validator } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication guard, on every call that needs signing in. */
    caller?: Caller;
    credential?: Credential;
  }
}

/** One validated call, as a controller method gets it. */
export interface Call<R> extends RouteInput<R> {
  /** Who is signed in. Reading it on a public call is a bug. */
  readonly caller: Caller;
  readonly request: FastifyRequest;
  /** For cookies, headers and streams; what is answered is returned. */
  readonly reply: FastifyReply;
}

/** Makes the reader of a route's calls: checks path, query and body strictly. */
export function callReader<R extends Route>(route: R): (request: FastifyRequest, reply: FastifyReply) => Call<R> {
  const paramFaults = validator(route.params);
  const queryFaults = validator(route.query);
  const bodyFaults = route.body && validator(route.body);
  const properties = Object.entries(route.query.properties as { [name: string]: TSchema });

  return (request, reply) => {
    const params = request.params as { [name: string]: string };
    for (const [name, value] of Object.entries(params)) checkText(value, `/${name}`);
    if (paramFaults(params).length > 0) throw refused('not_found', 'There is nothing at this address.');

    const query = readQuery(properties, request.query as { [name: string]: unknown });
    refuseFaults(queryFaults(query), 'The query string has unknown or wrong parameters.');

    const sent = request.body as unknown;
    const body = route.optionalBody && (sent === undefined || sent === null) ? {} : sent;
    if (bodyFaults) {
      if (body === undefined || body === null) throw refused('malformed', 'A JSON body is required.');
      refuseFaults(bodyFaults(body), 'The body does not have the right shape.');
    } else if (body !== undefined && body !== null && !isEmptyObject(body)) {
      throw refused('malformed', 'This call takes no body.');
    }
    return new CallOf(params, query, body, request, reply) as unknown as Call<R>;
  };
}

class CallOf {
  constructor(
    readonly params: unknown,
    readonly query: unknown,
    readonly body: unknown,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}

  get caller(): Caller {
    if (!this.request.caller) throw new Error('A public call was asked who is signed in.');
    return this.request.caller;
  }
}

function refuseFaults(faults: Fault[], detail: string): void {
  if (faults.length > 0) throw refused('malformed', detail, faults);
}

/** Reads texts as what the schema wants; what cannot be read stays text, and validation names it. */
function readQuery(properties: [string, TSchema][], given: { [name: string]: unknown }): { [name: string]: unknown } {
  checkEncoding(given);
  const query: { [name: string]: unknown } = { ...given };
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') checkText(value, `/${name}`);
  }
  for (const [name, schema] of properties) {
    const value = query[name];
    if (typeof value !== 'string') continue;
    const { type } = schema as { type?: string };
    if ('x-json' in schema) query[name] = readJson(name, value);
    else if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) query[name] = Number(value);
    else if (type === 'boolean' && (value === 'true' || value === 'false')) query[name] = value === 'true';
  }
  return query;
}

function readJson(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    const message = `The parameter must be URL-encoded JSON: ${error.message}`;
    throw refused('malformed', message, [{ path: `/${name}`, code: 'bad_format', message }]);
  }
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
