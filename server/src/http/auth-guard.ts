import type { Route } from '@etapa/shared/api/route';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.ts';
import { CallerService } from '../services/callers.ts';
import { refused } from '../services/refusal-error.ts';
import { credentialOf } from './credential.ts';
import { ROUTE } from './handle.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets in who shows a session or a token; public calls go on without. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: CallerService,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (!route || route.auth === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const credential = credentialOf(request);
    if (!credential) throw refused('unauthenticated', 'Sign in first.');
    if (credential.kind === 'session' && !SAFE.has(request.method)) this.refuseForgery(request);
    const caller = await this.callers.authenticate(credential);
    if (!caller) throw refused('unauthenticated', 'The session has ended or the token is not valid: sign in again.');
    request.caller = caller;
    request.credential = credential;
    return true;
  }

  /** A page of another site can make a browser send our cookie, but not hide where the request comes from. */
  private refuseForgery(request: FastifyRequest): void {
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (foreign || (origin !== undefined && !this.isOwn(origin, request))) {
      throw refused('forbidden', 'The request comes from another site.');
    }
  }

  private isOwn(origin: string, request: FastifyRequest): boolean {
    if (!URL.canParse(origin)) return false;
    return new URL(origin).host === request.host || origin === new URL(this.config.baseUrl).origin;
  }
}
