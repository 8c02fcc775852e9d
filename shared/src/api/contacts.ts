import Type, { type Static } from 'typebox';
import { CONTACT_KINDS } from '../process/contact.ts';
import { ActorSchema } from './actor.ts';
import { Changes, Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

const Finding = Type.String({ maxLength: 2_000 });
const Text = Type.String({ maxLength: 20_000 });

const nullableFindings = {
  budget: Nullable(Type.String()),
  authority: Nullable(Type.String()),
  need: Nullable(Type.String()),
  timing: Nullable(Type.String()),
  competitor: Nullable(Type.String()),
};

export const Contact = strict({
  id: Id,
  recordId: Id,
  entityType: Type.String(),
  kind: OneOf(CONTACT_KINDS),
  /** When it was, which may be before it was written down. */
  at: Timestamp,
  text: Type.String(),
  bantc: strict(nullableFindings),
  /** What is to follow; `taskId` is the task it became, null once that is gone. */
  nextAction: Nullable(strict({ text: Type.String(), at: Nullable(Timestamp), taskId: Nullable(Id) })),
  createdBy: ActorSchema,
  createdAt: Timestamp,
  version: Type.Integer(),
});
export type Contact = Static<typeof Contact>;

const Findings = Type.Partial(
  strict({
    budget: Nullable(Finding),
    authority: Nullable(Finding),
    need: Nullable(Finding),
    timing: Nullable(Finding),
    competitor: Nullable(Finding),
  }),
  { additionalProperties: false },
);

const NextAction = strict({
  /** Becomes the title of a task. */
  text: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  at: Type.Optional(Nullable(Timestamp)),
  /** Who is to do it; absent: who writes this down. */
  assigneeId: Type.Optional(Nullable(Id)),
});

export const NewContact = strict({
  kind: OneOf(CONTACT_KINDS),
  /** Absent: now. */
  at: Type.Optional(Timestamp),
  text: Type.Optional(Text),
  bantc: Type.Optional(Findings),
  nextAction: Type.Optional(Nullable(NextAction)),
});
export type NewContact = Static<typeof NewContact>;

export const ContactChanges = Changes(
  strict({
    kind: OneOf(CONTACT_KINDS),
    at: Timestamp,
    text: Text,
    bantc: Findings,
    version: Type.Integer({ minimum: 1 }),
  }),
);
export type ContactChanges = Static<typeof ContactChanges>;

export const contactRoutes = {
  list: route({
    method: 'GET',
    path: '/contacts',
    summary: 'Contacts logged on a record, the latest written first',
    query: { ...page, record: Id },
    answer: List(Contact),
  }),
  create: route({
    method: 'POST',
    path: '/entity-types/:key/records/:id/contacts',
    summary: 'Log a contact: what was said, budget, authority, need, timing, competitor, and what is to follow',
    body: NewContact,
    answer: Contact,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/contacts/:id',
    summary: 'Correct a logged contact: its author, or an administrator',
    params: { id: Id },
    body: ContactChanges,
    answer: Contact,
  }),
  remove: route({
    method: 'DELETE',
    path: '/contacts/:id',
    summary: 'Take back a logged contact: its author, or an administrator',
    params: { id: Id },
  }),
};
