import Type, { type Static } from 'typebox';
import { Id, List, Nullable, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';
import { Name } from './users.ts';

export const ApiToken = strict({
  id: Id,
  name: Type.String(),
  createdAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
});
export type ApiToken = Static<typeof ApiToken>;

export const apiTokenRoutes = {
  list: route({ method: 'GET', path: '/api-tokens', summary: 'Own tokens', query: page, answer: List(ApiToken) }),
  create: route({
    method: 'POST',
    path: '/api-tokens',
    summary: 'Make a token that acts as oneself; shown only now',
    body: strict({ name: Name }),
    answer: strict({ ...ApiToken.properties, token: Type.String() }),
    secret: true,
    status: 201,
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api-tokens/:id',
    summary: 'Revoke a token: works no more within a second',
    params: { id: Id },
  }),
};
