import { randomUUID } from 'node:crypto';
import { MAX_FILE_SIZE } from '@etapa/shared/api/files';
import { fastifyCookie } from '@fastify/cookie';
import { fastifyMultipart } from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PeopleAtWork } from '../services/people-at-work.ts';
import { parseJson } from './json-body.ts';
import { problemOf, sendProblem } from './problem.ts';
import { parseQueryString } from './query-string.ts';

/** Largest JSON body, in bytes. */
const MAX_BODY = 1024 * 1024;
/** Of whole definitions and packages, in bytes: what Etapa writes as a file, it takes back. */
const MAX_DOCUMENT = 8 * 1024 * 1024;
const DOCUMENTS = /^\/api\/v1\/(packages\/(install|inspect)|entity-types(\/:key\/draft(\/edits)?)?)$/;

/** How Fastify is made: what can only be said to its constructor. */
export const fastifyOptions = {
  bodyLimit: MAX_BODY,
  genReqId: (): string => randomUUID(),
  /** What fails before there is a route, such as an address that is not valid percent-encoded UTF-8. */
  frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply): void => {
    sendProblem(reply, problemOf({ code: 'malformed', detail: 'The address is not valid.' }));
  },
  routerOptions: { querystringParser: parseQueryString, maxParamLength: 500 },
};

/** What the API needs of Fastify (body parsers, cookies, multipart, limits), before the application is initialised. */
export async function setUpHttp(app: NestFastifyApplication): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    if (DOCUMENTS.test(route.url)) route.bodyLimit = MAX_DOCUMENT;
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(String(body)));
    } catch (error) {
      done(error as Error);
    }
  });
  countPeople(fastify, app.get(PeopleAtWork));
  await fastify.register(fastifyCookie);
  // One byte more than allowed shows that a file is too large. Forms and imports bring few fields beside it.
  const limits = {
    fileSize: MAX_FILE_SIZE + 1,
    files: 1,
    fields: 20,
    fieldSize: MAX_BODY,
    parts: 21,
    headerPairs: 100,
  };
  await fastify.register(fastifyMultipart, { limits, throwFileSizeLimit: false });
  // Counts per process, and only calls that need no signing in (see `Handle`).
  await fastify.register(fastifyRateLimit, { global: false });
}

/** Tells background work whose requests are under way. */
function countPeople(fastify: FastifyInstance, people: PeopleAtWork): void {
  const asking = new WeakMap<FastifyRequest, () => void>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    // Who looks how far a job is waits for the job.
    if (!request.routeOptions.url?.endsWith('/jobs/:id')) asking.set(request, people.began());
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    asking.get(request)?.();
    done();
  });
}
