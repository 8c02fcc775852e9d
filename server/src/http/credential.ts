import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '../services/auth.ts';
import type { Credential } from '../services/callers.ts';
import { secretHash } from '../services/secrets.ts';

const SESSION_COOKIE = 'etapa_session';

/** How a request shows who it comes from; null when it does not. A token counts before a cookie. */
export function credentialOf(request: FastifyRequest): Credential | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token === undefined ? null : { kind: 'token', hash: secretHash(token) };
  }
  const cookie = request.cookies[SESSION_COOKIE];
  return cookie ? { kind: 'session', hash: secretHash(cookie) } : null;
}

/** @param secure whether people reach us by https */
export function setSessionCookie(reply: FastifyReply, secret: string, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: SESSION_SECONDS,
  });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
