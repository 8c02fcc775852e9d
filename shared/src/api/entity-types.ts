import Type, { type Static } from 'typebox';
import type { DefinitionChange } from '../definition/difference.ts';
import type { Edit } from '../definition/edit.ts';
import type { EntityType } from '../definition/entity-type.ts';
import { FIELD_KINDS } from '../fields/field.ts';
import { ActorSchema } from './actor.ts';
import { Id, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { Fault } from './problem.ts';
import { route, strict } from './route.ts';

/** A definition as it is sent: checked as a whole, which says where it is wrong. */
const DefinitionSchema = Type.Unsafe<EntityType>({ type: 'object' });

const described = {
  type: 'object',
  required: ['key', 'name', 'titleField', 'fields', 'version'],
  properties: { key: { type: 'string' }, version: { type: 'integer' } },
};

/** The definition document with the version it is. */
export const PublishedDefinition = Type.Unsafe<
  EntityType & {
    version: number;
    /** Of the draft alone: what the next save of it must carry. */
    revision?: number;
    /** Of types in the trash alone. */
    deletedAt?: string;
  }
>(described);
export type PublishedDefinition = Static<typeof PublishedDefinition>;

/** A draft: `version` is the published one it will replace. */
export const DraftDefinition = Type.Unsafe<EntityType & { version: number; revision: number }>({
  ...described,
  required: [...described.required, 'revision'],
});
export type DraftDefinition = Static<typeof DraftDefinition>;

export const DefinitionVersion = strict({ version: Type.Integer(), createdAt: Timestamp, createdBy: ActorSchema });
export type DefinitionVersion = Static<typeof DefinitionVersion>;

/** What happens to the values of one field. */
export const FieldEffect = strict({
  field: Type.String(),
  /** `converted`: another kind or other settings; `removed`: its values are set aside; `computed`: by a formula now. */
  change: OneOf(['converted', 'removed', 'computed']),
  from: OneOf(FIELD_KINDS),
  to: Nullable(OneOf(FIELD_KINDS)),
  /** Records whose value stays or takes its new form. */
  converts: Type.Integer(),
  /** Records whose value has no form in the new field. */
  fails: Type.Integer(),
  /** The first 100. */
  failures: Type.Array(
    strict({
      id: Id,
      number: Type.Integer(),
      title: Type.String(),
      value: Type.Unknown(),
      code: Type.String(),
      reason: Type.String(),
    }),
  ),
});
export type FieldEffect = Static<typeof FieldEffect>;

/** A record to look at. */
const Example = strict({ id: Id, number: Type.Integer(), title: Type.String() });
export type Example = Static<typeof Example>;

export const StageEffect = strict({
  funnel: Type.String(),
  stage: Type.String(),
  /** Live records that are in it now. */
  records: Type.Integer(),
  /** Where they go; null while nobody has decided. */
  target: Nullable(Type.String()),
  /** The first few of the records. */
  examples: Type.Array(Example),
});
export type StageEffect = Static<typeof StageEffect>;

/** Something else that names a part that goes away, or that now means something else. */
export const Reference = strict({
  /** What a decision about it names: `rule/deal/follow-up`, `role/manager`. */
  id: Type.String(),
  kind: OneOf(['rule', 'view', 'role', 'entityType', 'report', 'dashboard', 'form']),
  /** Of the type it belongs to; null for roles. */
  entityType: Nullable(Type.String()),
  key: Type.String(),
  name: Type.String(),
  faults: Type.Array(Fault),
});
export type Reference = Static<typeof Reference>;

/**
 * A definition that was just published, with the job that brings its records up, and with what refers to something that
 * went: it does not work until either is mended, and rules among it are off.
 */
export const PublishedNow = Type.Unsafe<EntityType & { version: number; jobId: string; broken: Reference[] }>({
  ...described,
  required: [...described.required, 'jobId', 'broken'],
  properties: { ...described.properties, broken: Type.Array(Reference) },
});
export type PublishedNow = Static<typeof PublishedNow>;

export const DraftEffect = strict({
  revision: Type.Integer(),
  /** The published version that would be replaced. */
  version: Type.Integer(),
  /** What keeps the draft from being published, whatever is decided. */
  faults: Type.Array(Fault),
  /** What differs from the published definition. */
  changes: Type.Array(Type.Unsafe<DefinitionChange>({ type: 'object' })),
  /** Live records of the type. */
  records: Type.Integer(),
  fields: Type.Array(FieldEffect),
  stages: Type.Array(StageEffect),
  /** Fields that become required, and how many records have no value of them. */
  required: Type.Array(strict({ field: Type.String(), missing: Type.Integer(), examples: Type.Array(Example) })),
  /** Fields that become unique, and how many records share a value with another. */
  duplicates: Type.Array(
    strict({
      field: Type.String(),
      records: Type.Integer(),
      examples: Type.Array(strict({ id: Id, number: Type.Integer(), value: Type.Unknown() })),
    }),
  ),
  references: Type.Array(Reference),
});
export type DraftEffect = Static<typeof DraftEffect>;

export const Decisions = strict({
  /** By stage that goes away, or `funnel/stage`: the stage its records move to. */
  stageMap: Type.Optional(
    Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }), { maxProperties: 5_000 }),
  ),
  /** What becomes of values that do not convert. */
  onUnconvertible: Type.Optional(OneOf(['refuse', 'setAside'])),
  /**
   * Ids of the `references` that may break, as decided one by one: any other refuses the publishing, and is named in the
   * refusal; an empty list lets nothing break. Absent, as programs do that know of no decisions: rules that break are
   * switched off, designers are told, and the answer names them under `broken`, with the views, reports and lists of
   * rights that name what went. What nobody would notice before it harms is refused all the same until it is named here:
   * other types that would be wrong, and roles whose rows are chosen by what went.
   */
  accept: Type.Optional(Type.Array(Type.String({ maxLength: 400 }), { maxItems: 10_000 })),
});
export type Decisions = Static<typeof Decisions>;

export const SetAsideItem = strict({
  record: strict({ id: Id, number: Type.Integer(), title: Type.String() }),
  field: Type.String(),
  value: Type.Unknown(),
  /** Kind of the field that held it, and the version of the definition it had then. */
  kind: Type.String(),
  version: Type.Integer(),
  code: Type.String(),
  reason: Type.String(),
});
export type SetAsideItem = Static<typeof SetAsideItem>;

const one = '/entity-types/:key' as const;
const VersionNumber = Type.String({ pattern: '^[1-9][0-9]{0,8}$' });

export const entityTypeRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types',
    summary: 'Published definitions one may see',
    query: {
      ...page,
      /** `true`: those in the trash that may still be restored, to who may design them. */
      deleted: Type.Optional(Type.Boolean()),
    },
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
    path: one,
    summary: 'One definition: as published, as the draft, or as an earlier version',
    query: { version: Type.Optional(Type.String({ pattern: '^(draft|published|[1-9][0-9]{0,8})$' })) },
    answer: PublishedDefinition,
  }),
  schema: route({
    method: 'GET',
    path: `${one}/schema`,
    summary: 'The JSON Schema (2020-12) that documents are checked against',
    answer: Type.Unsafe<{ [keyword: string]: unknown }>({ type: 'object' }),
  }),
  saveDraft: route({
    method: 'PUT',
    path: `${one}/draft`,
    summary: 'Replace the draft: the definition with the `revision` it was read under, or `{revision, definition}`',
    body: Type.Unsafe<{ [member: string]: unknown }>({ type: 'object' }),
    answer: DraftDefinition,
  }),
  editDraft: route({
    method: 'POST',
    path: `${one}/draft/edits`,
    summary: 'Make edits to the draft in turn, all or none: the closed list of operations that the builder makes',
    body: strict({
      /** Of the draft they are made to; 409 if stale. */
      revision: Type.Integer({ minimum: 0 }),
      edits: Type.Array(Type.Unsafe<Edit>({ type: 'object', required: ['kind'] }), { minItems: 1, maxItems: 1_000 }),
    }),
    answer: DraftDefinition,
    status: 200,
  }),
  discardDraft: route({
    method: 'DELETE',
    path: `${one}/draft`,
    summary: 'Go back to the published definition',
  }),
  checkDraft: route({
    method: 'POST',
    path: `${one}/draft/check`,
    summary: 'What publishing the draft would do to live data, and what refers to what goes away',
    answer: DraftEffect,
  }),
  publish: route({
    method: 'POST',
    path: `${one}/publish`,
    summary: 'Publish the draft as the next version; records are brought up in the background',
    body: Decisions,
    optionalBody: true,
    answer: PublishedNow,
  }),
  versions: route({
    method: 'GET',
    path: `${one}/versions`,
    summary: 'Published versions, newest first',
    answer: strict({ items: Type.Array(DefinitionVersion) }),
  }),
  restoreVersion: route({
    method: 'POST',
    path: `${one}/versions/:n/restore`,
    summary: 'Publish an earlier version again, as the next one; values set aside return where they fit',
    params: { n: VersionNumber },
    body: Decisions,
    optionalBody: true,
    answer: PublishedNow,
  }),
  setAside: route({
    method: 'GET',
    path: `${one}/set-aside`,
    summary: 'Values that changes of the definition left without a place, by record',
    query: page,
    answer: strict({ items: Type.Array(SetAsideItem), nextCursor: Nullable(Type.String()) }),
  }),
  remove: route({
    method: 'DELETE',
    path: one,
    summary: 'Put an entity type and its records into the trash; `confirm` repeats its key',
    query: {
      confirm: Type.Optional(Type.String({ maxLength: 200 })),
      /** `true`: although other types, rules or roles refer to it. */
      force: Type.Optional(Type.Boolean()),
    },
  }),
  restore: route({
    method: 'POST',
    path: `${one}/restore`,
    summary: 'Bring an entity type back from the trash, within 30 days',
    answer: PublishedDefinition,
  }),
};
