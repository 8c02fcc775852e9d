import Type, { type Static } from 'typebox';
import { Id, Nullable } from './lists.ts';
import { route, strict } from './route.ts';

export const Found = strict({
  entityType: Type.String(),
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  funnel: Nullable(Type.String()),
  stage: Nullable(Type.String()),
});
export type Found = Static<typeof Found>;

export const searchRoutes = {
  find: route({
    method: 'GET',
    path: '/search',
    summary: 'Records of every type one may see, best match first',
    query: {
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    },
    answer: strict({ items: Type.Array(Found) }),
  }),
};
