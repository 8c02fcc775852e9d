import Type, { type Static } from 'typebox';
import type { EntityType } from '../definition/entity-type.ts';
import { ActorSchema } from './actor.ts';
import { OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

/** A definition as it is sent: checked as a whole, which says where it is wrong. */
const DefinitionSchema = Type.Unsafe<EntityType>({ type: 'object' });

/** The definition document with the version it is. */
export const PublishedDefinition = Type.Unsafe<EntityType & { version: number }>({
  type: 'object',
  required: ['key', 'name', 'titleField', 'fields', 'version'],
  properties: { key: { type: 'string' }, version: { type: 'integer' } },
});
export type PublishedDefinition = Static<typeof PublishedDefinition>;

export const DefinitionVersion = strict({ version: Type.Integer(), createdAt: Timestamp, createdBy: ActorSchema });
export type DefinitionVersion = Static<typeof DefinitionVersion>;

export const entityTypeRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types',
    summary: 'Published definitions one may see',
    query: page,
    answer: Type.Object({ items: Type.Array(PublishedDefinition), nextCursor: Type.Null() }),
  }),
  create: route({
    method: 'POST',
    path: '/entity-types',
    summary: 'Create an entity type and publish it as version 1',
    body: DefinitionSchema,
    answer: PublishedDefinition,
    status: 201,
  }),
  get: route({
    method: 'GET',
    path: '/entity-types/:key',
    summary: 'One published definition',
    query: { version: Type.Optional(OneOf(['draft', 'published'])) },
    answer: PublishedDefinition,
  }),
  schema: route({
    method: 'GET',
    path: '/entity-types/:key/schema',
    summary: 'The JSON Schema (2020-12) that documents are checked against',
    answer: Type.Unsafe<{ [keyword: string]: unknown }>({ type: 'object' }),
  }),
  versions: route({
    method: 'GET',
    path: '/entity-types/:key/versions',
    summary: 'Published versions, newest first',
    answer: strict({ items: Type.Array(DefinitionVersion) }),
  }),
  remove: route({
    method: 'DELETE',
    path: '/entity-types/:key',
    summary: 'Put an entity type and its records into the trash; `confirm` repeats its key',
    query: { confirm: Type.Optional(Type.String({ maxLength: 200 })) },
  }),
};
