import type { Route } from '@etapa/shared/api/route';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { IdempotencyService } from '../services/idempotency.ts';
import { refused } from '../services/refusal-error.ts';
import { ROUTE } from './handle.ts';
import { validator } from './validation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on writes that came with an `Idempotency-Key`: runs the work, or answers what it answered before. */
    once?: <T>(work: () => Promise<T>) => Promise<T>;
  }
}

/** Lets writes be repeated safely: `Idempotency-Key`. Comes after the guard that says who is calling. */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  private readonly checks = new WeakMap<Route, (value: unknown) => boolean>();

  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const { caller } = request;
    if (key === undefined || !caller) return true;
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (!route || route.method === 'GET') return true;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw refused('malformed', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
    }
    const keyed = {
      userId: caller.id,
      key,
      content: JSON.stringify([request.method, request.url, request.body ?? request.headers['content-length'] ?? null]),
      status: route.status,
      isAnswer: this.check(route),
      isSecret: route.secret === true,
    };
    request.once = (work) => this.idempotency.run(keyed, work);
    return true;
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
