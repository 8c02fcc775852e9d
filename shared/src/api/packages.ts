import Type, { type Static } from 'typebox';
import type { DefinitionChange } from '../definition/difference.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { Label } from '../fields/field.ts';
import type { PartChange } from '../packages/part-difference.ts';
import type { RuleChange } from '../rules/difference.ts';
import { Nullable, OneOf, Whole } from './lists.ts';
import { Fault } from './problem.ts';
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

const Document = Type.Unsafe<{ builtin: string; samples?: boolean } | { [member: string]: unknown }>({
  type: 'object',
});
const Definition = Type.Unsafe<EntityType>({ type: 'object' });
const State = OneOf(['added', 'changed', 'unchanged']);

/** What becomes of one entity type of a package. */
export const PackagedType = strict({
  key: Type.String(),
  name: LabelSchema,
  state: State,
  /** `draft`: live records, rules or people would notice, or somebody has begun to change it: it waits for publishing. */
  goes: OneOf(['published', 'draft', 'nowhere']),
  changes: Type.Array(Type.Unsafe<DefinitionChange>({ type: 'object' })),
  /** The draft where there is one, else as published; null for a new type. */
  before: Nullable(Definition),
  after: Definition,
});
export type PackagedType = Static<typeof PackagedType>;

const PartName = {
  kind: OneOf(['role', 'rule', 'report', 'view']),
  entityType: Nullable(Type.String()),
  key: Type.String(),
  name: Type.String(),
};

/** What becomes of one thing of a package beside its types. */
export const PackagePart = strict({
  ...PartName,
  state: State,
  /** It rests on changes that wait in a draft: install again when that is published. */
  waits: Type.Boolean(),
  /** Of a rule that changes: what becomes different. */
  changes: Type.Optional(Type.Array(Type.Unsafe<RuleChange>({ type: 'object' }))),
  /** Of a view, a report or a role that changes: each member as it is here and as the package says it. */
  differences: Type.Optional(Type.Array(Type.Unsafe<PartChange>({ type: 'object' }))),
});
export type PackagePart = Static<typeof PackagePart>;

export const PackageDifference = strict({
  key: Type.String(),
  version: Type.String(),
  name: LabelSchema,
  entityTypes: Type.Array(PackagedType),
  parts: Type.Array(PackagePart),
  /** How many would be made: none where there is work already. */
  sampleRecords: Type.Integer(),
  /** What keeps the package from being installed, with places in it. */
  faults: Type.Array(Fault),
});
export type PackageDifference = Static<typeof PackageDifference>;

export const PackageWanted = strict({
  entityTypes: Type.Array(Type.String({ minLength: 1, maxLength: 63 }), { minItems: 1, maxItems: 100 }),
  /** With the types that these link to, so that the file installs anywhere. */
  linked: Type.Optional(Type.Boolean()),
  key: Type.Optional(Type.String({ maxLength: 63, pattern: '^[a-z][a-z0-9-]*$' })),
  version: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
export type PackageWanted = Static<typeof PackageWanted>;

const query = {
  /** `me`: the caller stands in for people of the package who are not here. */
  people: Type.Optional(OneOf(['me'])),
  /** `false`: every change of a type that is here waits in its draft. */
  publish: Type.Optional(Type.Boolean()),
};

export const packageRoutes = {
  builtin: route({
    method: 'GET',
    path: '/packages/builtin',
    summary: 'Processes that come ready',
    answer: Whole(BuiltinPackage),
  }),
  inspect: route({
    method: 'POST',
    path: '/packages/inspect',
    summary: 'What installing a package would add and change, in full; nothing is written',
    query,
    body: Document,
    answer: PackageDifference,
  }),
  install: route({
    method: 'POST',
    path: '/packages/install',
    summary:
      'Install a process: `{builtin: key}`, or a package document. Installing again adds and updates, and takes ' +
      'nothing away; what live records would notice goes into the draft',
    query,
    body: Document,
    answer: strict({
      key: Type.String(),
      /** Keys. */
      entityTypes: Type.Array(Type.String()),
      rules: Type.Array(Type.String()),
      sampleRecords: Type.Integer(),
      /** Keys of types whose changes wait in the draft. */
      drafts: Type.Array(Type.String()),
      /** What could not be written yet, since it rests on those changes. */
      waiting: Type.Array(strict(PartName)),
    }),
    status: 201,
  }),
  export: route({
    method: 'POST',
    path: '/packages/export',
    summary: 'Processes as one JSON document in stable order, without ids and times of this installation',
    body: PackageWanted,
    produces: 'application/json',
  }),
};
