import Type, { type Static } from 'typebox';
import { ACTIONS } from '../access/grant.ts';
import { Changes, Id, Nullable, OneOf, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';
import { Email, Language, Name, Password, TimeZone } from './users.ts';

const Keys = Type.Array(Type.String());

/** What a person's roles ever allow with a type; `*` is every type that has no entry of its own. */
const Permission = strict({
  entityType: Type.String(),
  actions: Type.Array(OneOf(ACTIONS)),
  /** Keys of the fields they may ever read and write. Absent: every field. */
  fields: Type.Optional(strict({ read: Type.Optional(Keys), write: Type.Optional(Keys) })),
  /** Stages they may see, move cards to and from, and make cards in. Absent: every stage. */
  stages: Type.Optional(
    strict({
      see: Type.Optional(Keys),
      enter: Type.Optional(Keys),
      leave: Type.Optional(Keys),
      create: Type.Optional(Keys),
    }),
  ),
});
export type Permission = Static<typeof Permission>;

/** Who is signed in, and what they may ever do. Row by row, the server decides. */
export const Session = strict({
  user: strict({
    id: Id,
    name: Type.String(),
    email: Nullable(Type.String()),
    roles: Type.Array(Type.String()),
    teamId: Nullable(Id),
    language: Type.String(),
    timeZone: Nullable(Type.String()),
  }),
  permissions: Type.Array(Permission),
  organization: strict({
    name: Type.String(),
    timeZone: Type.String(),
    currency: Type.String(),
    languages: Type.Array(Type.String()),
  }),
  /** The server's clock: a browser that shows what will be computed goes by it. */
  now: Timestamp,
});
export type Session = Static<typeof Session>;

export const Credentials = strict({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});
export const Setup = strict({ name: Name, email: Email, password: Password });
export type Setup = Static<typeof Setup>;

export const ProfileChanges = Changes(
  strict({
    name: Name,
    language: Language,
    timeZone: Nullable(TimeZone),
    password: Password,
    /** Needed to change the password. */
    currentPassword: Type.String({ minLength: 1, maxLength: 200 }),
  }),
);
export type ProfileChanges = Static<typeof ProfileChanges>;

export const authRoutes = {
  setupNeeded: route({
    method: 'GET',
    path: '/auth/setup',
    summary: 'Whether the administrator is still to be created',
    auth: 'public',
    answer: strict({ needed: Type.Boolean() }),
  }),
  setup: route({
    method: 'POST',
    path: '/auth/setup',
    summary: 'Create the first administrator and sign in; 409 ever after',
    auth: 'public',
    body: Setup,
    answer: Session,
    status: 201,
  }),
  login: route({
    method: 'POST',
    path: '/auth/login',
    summary: 'Sign in: sets the cookie `etapa_session`',
    auth: 'public',
    body: Credentials,
    answer: Session,
  }),
  logout: route({ method: 'POST', path: '/auth/logout', summary: 'Sign out', auth: 'public' }),
  me: route({ method: 'GET', path: '/auth/me', summary: 'Who is signed in', answer: Session }),
  updateMe: route({
    method: 'PATCH',
    path: '/auth/me',
    summary: 'Change own name, language, time zone or password',
    body: ProfileChanges,
    answer: Session,
  }),
};
