import Type, { type Static } from 'typebox';
import type { Label } from '../fields/field.ts';
import { Whole } from './lists.ts';
import { route, strict } from './route.ts';

const LabelSchema = Type.Unsafe<Label>({ anyOf: [{ type: 'string' }, { type: 'object' }] });

const PackagedFunnel = strict({
  key: Type.String(),
  name: LabelSchema,
  stages: Type.Array(
    strict({ key: Type.String(), name: LabelSchema, group: Type.String(), color: Type.Optional(Type.String()) }),
  ),
});

export const BuiltinPackage = strict({
  key: Type.String(),
  version: Type.String(),
  name: LabelSchema,
  description: LabelSchema,
  entityTypes: Type.Array(
    strict({
      key: Type.String(),
      name: LabelSchema,
      icon: Type.Optional(Type.String()),
      funnels: Type.Array(PackagedFunnel),
    }),
  ),
  rules: Type.Integer(),
  sampleRecords: Type.Integer(),
  installed: Type.Boolean(),
});
export type BuiltinPackage = Static<typeof BuiltinPackage>;

export const packageRoutes = {
  builtin: route({
    method: 'GET',
    path: '/packages/builtin',
    summary: 'Processes that come ready',
    answer: Whole(BuiltinPackage),
  }),
  install: route({
    method: 'POST',
    path: '/packages/install',
    summary: 'Install a process: `{builtin: key}`, or a package document; installing again updates',
    body: Type.Unsafe<{ builtin: string; samples?: boolean } | { [member: string]: unknown }>({ type: 'object' }),
    answer: strict({
      key: Type.String(),
      /** Keys. */
      entityTypes: Type.Array(Type.String()),
      rules: Type.Array(Type.String()),
      sampleRecords: Type.Integer(),
    }),
    status: 201,
  }),
};
