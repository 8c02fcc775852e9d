import Type, { type Static } from 'typebox';
import { ACTIONS, type Grant } from '../access/grant.ts';
import type { ConditionGroup } from '../conditions/condition.ts';
import { List, OneOf, page } from './lists.ts';
import { route, strict } from './route.ts';
import { Name, RoleKey } from './users.ts';

const Keys = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000, uniqueItems: true });

/** Whose records. A condition is checked by the condition language, not by this schema. */
const Scope = Type.Unsafe<'own' | 'team' | 'all' | ConditionGroup>({
  oneOf: [
    { type: 'string', enum: ['own', 'team', 'all'] },
    { type: 'object', required: ['combinator', 'rules'] },
  ],
});

export const GrantSchema = strict({
  entityType: Type.String({ minLength: 1, maxLength: 200 }),
  actions: Type.Array(OneOf(ACTIONS), { maxItems: ACTIONS.length, uniqueItems: true }),
  scope: Scope,
  fields: Type.Optional(strict({ read: Type.Optional(Keys), write: Type.Optional(Keys) })),
  stages: Type.Optional(strict({ see: Type.Optional(Keys), enter: Type.Optional(Keys), leave: Type.Optional(Keys) })),
});

const Grants = Type.Unsafe<Grant[]>(Type.Array(GrantSchema, { maxItems: 500 }));

export const RoleSchema = strict({ key: RoleKey, name: Name, grants: Grants, builtin: Type.Boolean() });
export type RoleView = Static<typeof RoleSchema>;

export const NewRole = strict({ key: RoleKey, name: Name, grants: Grants });
export type NewRole = Static<typeof NewRole>;

/** `key` may be repeated; it cannot be changed. */
export const RoleReplacement = strict({
  key: Type.Optional(RoleKey),
  name: Name,
  grants: Grants,
  builtin: Type.Optional(Type.Boolean()),
});
export type RoleReplacement = Static<typeof RoleReplacement>;

export const roleRoutes = {
  list: route({ method: 'GET', path: '/roles', summary: 'Roles, by key', query: page, answer: List(RoleSchema) }),
  create: route({
    method: 'POST',
    path: '/roles',
    summary: 'Add a role',
    body: NewRole,
    answer: RoleSchema,
    status: 201,
  }),
  replace: route({
    method: 'PUT',
    path: '/roles/:key',
    summary: 'Replace what a role may do',
    params: { key: RoleKey },
    body: RoleReplacement,
    answer: RoleSchema,
  }),
};
