import Type, { type Static } from 'typebox';
import { ActorSchema } from './actor.ts';
import { Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

/** `notSent`: kept only, since this Etapa was told no mail server. */
export const EMAIL_STATES = ['queued', 'sent', 'failed', 'notSent'] as const;
const EmailState = OneOf(EMAIL_STATES);

export const Email = strict({
  id: Id,
  recordId: Nullable(Id),
  entityType: Nullable(Type.String()),
  state: EmailState,
  /** What it says and to whom is null for who may not read every field of its record. */
  to: Nullable(Type.Array(strict({ address: Type.String(), userId: Nullable(Id), name: Nullable(Type.String()) }))),
  subject: Nullable(Type.String()),
  /** Plain text. */
  body: Nullable(Type.String()),
  /** There is a page that says the same with pictures: `GET /emails/:id/page`. */
  hasPage: Type.Boolean(),
  attachments: Nullable(Type.Array(strict({ id: Id, name: Type.String() }))),
  /** Why it could not be sent, or to whom not. */
  error: Nullable(Type.String()),
  attempts: Type.Integer(),
  /** Of a queued one that failed before. */
  nextAttemptAt: Nullable(Timestamp),
  /** Of the run of a rule that wrote it. */
  runId: Nullable(Id),
  createdBy: ActorSchema,
  createdAt: Timestamp,
  sentAt: Nullable(Timestamp),
});
export type Email = Static<typeof Email>;

export const emailRoutes = {
  list: route({
    method: 'GET',
    path: '/emails',
    summary: 'E-mails on records one may see, newest first, each with its state',
    query: { ...page, record: Type.Optional(Id), state: Type.Optional(EmailState) },
    answer: List(Email),
  }),
  get: route({ method: 'GET', path: '/emails/:id', summary: 'One e-mail', params: { id: Id }, answer: Email }),
  page: route({
    method: 'GET',
    path: '/emails/:id/page',
    summary: 'An e-mail as a page with its pictures, of those that have one',
    params: { id: Id },
    answer: strict({ html: Nullable(Type.String()) }),
  }),
  resend: route({
    method: 'POST',
    path: '/emails/:id/resend',
    summary: 'Try again to send an e-mail that failed or was kept only',
    params: { id: Id },
    answer: Email,
  }),
};
