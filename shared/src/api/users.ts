import Type, { type Static } from 'typebox';
import { Changes, Id, json, List, Nullable, page, Timestamp, Whole } from './lists.ts';
import { route, strict } from './route.ts';

/** A text people read: not blank. */
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const Email = Type.String({ maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
/** Ten characters at least; 200 at most, so that hashing stays bounded. */
export const Password = Type.String({ minLength: 10, maxLength: 200 });
export const Language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 });
/** IANA name. */
export const TimeZone = Type.String({ minLength: 1, maxLength: 64 });
export const RoleKey = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,62}$' });
export const RoleKeys = Type.Array(RoleKey, { minItems: 1, maxItems: 50, uniqueItems: true });

export const User = strict({
  id: Id,
  name: Type.String(),
  email: Nullable(Type.String()),
  roles: Type.Array(Type.String()),
  teamId: Nullable(Id),
  language: Type.String(),
  timeZone: Nullable(Type.String()),
  active: Type.Boolean(),
  /** False for people without a password: made by an import, or invited and not yet come. */
  canLogIn: Type.Boolean(),
  createdAt: Timestamp,
});
export type User = Static<typeof User>;

export const NewUser = strict({
  name: Name,
  email: Type.Optional(Nullable(Email)),
  password: Type.Optional(Password),
  roles: Type.Optional(RoleKeys),
  teamId: Type.Optional(Nullable(Id)),
  language: Type.Optional(Language),
  timeZone: Type.Optional(Nullable(TimeZone)),
  active: Type.Optional(Type.Boolean()),
});
export type NewUser = Static<typeof NewUser>;

export const UserChanges = Changes(NewUser);
export type UserChanges = Static<typeof UserChanges>;

export const UserOption = strict({ id: Id, name: Type.String(), active: Type.Boolean() });

export const userRoutes = {
  list: route({
    method: 'GET',
    path: '/users',
    summary: 'People, by name',
    query: { ...page, q: Type.Optional(Type.String({ maxLength: 200 })), active: Type.Optional(Type.Boolean()) },
    answer: List(User),
  }),
  create: route({
    method: 'POST',
    path: '/users',
    summary: 'Add a person',
    body: NewUser,
    answer: User,
    status: 201,
  }),
  options: route({
    method: 'GET',
    path: '/users/options',
    summary: 'People to choose from: the first 500 that match',
    query: {
      q: Type.Optional(Type.String({ maxLength: 200 })),
      ids: Type.Optional(json(Type.Array(Id, { maxItems: 200 }))),
    },
    answer: Whole(UserOption),
  }),
  get: route({ method: 'GET', path: '/users/:id', summary: 'One person', params: { id: Id }, answer: User }),
  update: route({
    method: 'PATCH',
    path: '/users/:id',
    summary: 'Change a person',
    params: { id: Id },
    body: UserChanges,
    answer: User,
  }),
};
