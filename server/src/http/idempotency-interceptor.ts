import type { Route } from '@etapa/shared/api/route';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { IdempotencyService } from '../services/idempotency.ts';
import { refused } from '../services/refusal-error.ts';
import { ROUTE } from './handle.ts';
import { validator } from './validation.ts';

/** Lets writes be repeated safely: `Idempotency-Key`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly checks = new WeakMap<Route, (value: unknown) => boolean>();

  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const { caller } = request;
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (key === undefined || !caller || !route || route.method === 'GET') return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw refused('malformed', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
    }
    const keyed = {
      userId: caller.id,
      key,
      content: JSON.stringify([request.method, request.url, request.body ?? request.headers['content-length'] ?? null]),
      status: route.status,
      isAnswer: this.check(route),
    };
    return from(this.idempotency.run(keyed, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private check(route: Route): (value: unknown) => boolean {
    const known = this.checks.get(route);
    if (known) return known;
    const faultsOf = route.answer && validator(route.answer);
    const check = (value: unknown) => (faultsOf ? faultsOf(value).length === 0 : true);
    this.checks.set(route, check);
    return check;
  }
}
