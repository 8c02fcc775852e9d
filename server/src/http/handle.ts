import type { Readable } from 'node:stream';
import { API_BASE, type Route, type RouteAnswer } from '@etapa/shared/api/route';
import {
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Call, callReader } from './call.ts';
import { validator } from './validation.ts';

/** Where the route of a controller method is kept, for guards and interceptors. */
export const ROUTE = 'etapa:route';

/** For calls that need no signing in, by internet address: generous, against floods only. */
const PUBLIC_LIMIT = { max: 600, timeWindow: '1 minute' };

/** What a method answers that does not answer JSON. */
export class Bytes {
  constructor(
    readonly body: Readable | Buffer | string,
    readonly headers: { [name: string]: string },
  ) {}
}

/** A method bound to a route takes the validated call and gives its answer, or bytes. */
type Handler<R> = (call: Call<R>) => Promise<RouteAnswer<R> | Bytes>;

/**
 * Binds a controller method to a route of the table: its address and status, the strict reading of what is sent,
 * and, under test, the check that what is answered keeps to the published schema.
 */
export function Handle<R extends Route>(route: R) {
  return <H extends Handler<R>>(target: object, name: string, descriptor: TypedPropertyDescriptor<H>): void => {
    const handler = descriptor.value as H;
    const read = callReader(route);
    const present = presenter(route);
    descriptor.value = async function (this: unknown, call: Call<R>) {
      const { once } = call.request;
      const answer = once ? await once(() => handler.call(this, call)) : await handler.call(this, call);
      return present(answer, call.reply);
    } as H;
    const input = createParamDecorator((_: unknown, context: ExecutionContext) => {
      const http = context.switchToHttp();
      return read(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    });
    const method = RequestMethod[route.method];
    RequestMapping({ path: API_BASE + route.path, method })(target, name, descriptor);
    HttpCode(route.status)(target, name, descriptor);
    SetMetadata(ROUTE, route)(target, name, descriptor);
    if (route.auth === 'public') RouteConfig({ rateLimit: PUBLIC_LIMIT })(target, name, descriptor);
    input()(target, name, 0);
  };
}

function presenter(route: Route): (answer: unknown, reply: FastifyReply) => unknown {
  const faultsOf = route.answer && validator(route.answer);
  const checked = process.env.NODE_ENV === 'test';
  return (answer, reply) => {
    if (answer instanceof Bytes) {
      reply.headers(answer.headers);
      return answer.body;
    }
    if (checked && faultsOf) {
      const faults = faultsOf(JSON.parse(JSON.stringify(answer)));
      if (faults.length > 0) {
        throw new Error(
          `${route.method} ${route.path} answers what its schema does not say: ${JSON.stringify(faults)}`,
        );
      }
    }
    return answer;
  };
}
