import type { Grant } from '../access/grant.ts';
import type { EntityType } from '../definition/entity-type.ts';
import { compileSchema } from '../definition/validator.ts';
import type { Fault } from '../fields/fault.ts';
import type { Doc, Label } from '../fields/field.ts';
import type { Rule } from '../rules/rule.ts';

/** A record that shows a process at work. Links name other samples: `{"$ref": "acme"}`. */
export interface SampleRecord {
  ref?: string;
  entityType: string;
  funnel?: string;
  stage?: string;
  /** ISO 8601 durations before the installation: when it was made, when it was closed. */
  createdAgo?: string;
  stageAgo?: string;
  doc: Doc;
}

export interface PackagedRule {
  entityType: string;
  rule: Rule;
}

/** Of a role, what it may do with the types of the package. */
export interface PackagedRole {
  key: string;
  name: string;
  grants: Grant[];
}

/** A report that roles share. Query and picture as the API takes them. */
export interface PackagedReport {
  name: string;
  roles?: string[];
  query: { entityType: string; [member: string]: unknown };
  [member: string]: unknown;
}

/** A view that others share, as the API takes it. */
export interface PackagedView {
  entityType: string;
  name: string;
  [member: string]: unknown;
}

/**
 * Whole processes as one document: everything refers by key, so that it installs anywhere. People stand as
 * `user:<e-mail>` and teams as `team:<name>`.
 */
export interface Package {
  format: 'etapa-package';
  formatVersion: 1;
  key: string;
  version: string;
  name: Label;
  description?: Label;
  roles?: PackagedRole[];
  entityTypes: EntityType[];
  rules?: PackagedRule[];
  reports?: PackagedReport[];
  views?: PackagedView[];
  sampleRecords?: SampleRecord[];
}

const LABEL = { anyOf: [{ type: 'string', minLength: 1, maxLength: 2_000 }, { type: 'object' }] };
const KEY = { type: 'string', minLength: 1, maxLength: 63 };
const NAME = { type: 'string', minLength: 1, maxLength: 200 };
const list = (items: object, maxItems = 1_000) => ({ type: 'array', maxItems, items });
const strict = (required: string[], properties: object) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});

const shape = compileSchema(
  strict(['format', 'formatVersion', 'key', 'version', 'name', 'entityTypes'], {
    format: { const: 'etapa-package' },
    formatVersion: { const: 1 },
    key: { ...KEY, pattern: '^[a-z][a-z0-9-]*$' },
    version: { type: 'string', minLength: 1, maxLength: 50 },
    name: LABEL,
    description: LABEL,
    roles: list(
      strict(['key', 'name', 'grants'], {
        key: { ...KEY, pattern: '^[a-z][a-z0-9-]*$' },
        name: NAME,
        grants: list({ type: 'object', required: ['entityType', 'actions', 'scope'] }, 500),
      }),
      100,
    ),
    entityTypes: {
      ...list({ type: 'object', required: ['key'], properties: { key: KEY } }, 100),
      minItems: 1,
    },
    rules: list(
      strict(['entityType', 'rule'], {
        entityType: KEY,
        rule: { type: 'object', required: ['key'], properties: { key: KEY } },
      }),
    ),
    reports: list({
      type: 'object',
      required: ['name', 'query'],
      properties: {
        name: NAME,
        query: { type: 'object', required: ['entityType'], properties: { entityType: KEY } },
      },
    }),
    views: list({
      type: 'object',
      required: ['entityType', 'name'],
      properties: { entityType: KEY, name: NAME },
    }),
    sampleRecords: list(
      strict(['entityType', 'doc'], {
        ref: KEY,
        entityType: KEY,
        funnel: KEY,
        stage: KEY,
        createdAgo: { type: 'string', format: 'duration' },
        stageAgo: { type: 'string', format: 'duration' },
        doc: { type: 'object' },
      }),
    ),
  }),
);

/** Faults of a package's own shape; its definitions and rules have checks of their own. */
export function packageFaults(document: unknown): Fault[] {
  const foreign = foreignFault(document);
  if (foreign) return [foreign];
  const faults = shape(document, '');
  return faults.length > 0 ? faults : twice(document as Package);
}

/** Why a document is none of ours, or of a later Etapa: said alone, since the rest of it means nothing to us. */
function foreignFault(document: unknown): Fault | undefined {
  const { format, formatVersion } = (document ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (format !== 'etapa-package') {
    const message = 'This is not a package of Etapa: its "format" is not "etapa-package".';
    return { path: '/format', code: 'not_a_package', message };
  }
  if (formatVersion === 1) return undefined;
  const newer = typeof formatVersion === 'number' && formatVersion > 1;
  const message = newer
    ? `The package is of format version ${formatVersion}, and this Etapa reads version 1: use a newer Etapa.`
    : 'A package says of which format version it is: "formatVersion": 1.';
  return { path: '/formatVersion', code: newer ? 'newer_format' : 'unknown_format', message };
}

/** Things that a document names more than once. */
function twice({ entityTypes, roles = [], rules = [], reports = [], views = [] }: Package): Fault[] {
  const named = (room: string, names: string[]): Fault[] =>
    names.flatMap((name, index) => {
      if (names.indexOf(name) === index) return [];
      const message = `The package holds this twice: ${name}.`;
      return [{ path: `/${room}/${index}`, code: 'duplicate', message }];
    });
  return [
    ...named(
      'entityTypes',
      entityTypes.map(({ key }) => key),
    ),
    ...named(
      'roles',
      roles.map(({ key }) => key),
    ),
    ...named(
      'rules',
      rules.map(({ entityType, rule }) => `${entityType} ${rule.key}`),
    ),
    ...named(
      'reports',
      reports.map(({ query, name }) => `${query.entityType} ${name}`),
    ),
    ...named(
      'views',
      views.map(({ entityType, name }) => `${entityType} ${name}`),
    ),
  ];
}
