import type { EntityType } from '../definition/entity-type.ts';
import { compileSchema } from '../definition/validator.ts';
import type { Fault } from '../fields/fault.ts';
import type { Doc, Label } from '../fields/field.ts';
import type { Rule } from './rule.ts';

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

/** Whole processes as one document: everything refers by key, so that it installs anywhere. */
export interface Package {
  format: 'etapa-package';
  formatVersion: 1;
  key: string;
  version: string;
  name: Label;
  description?: Label;
  entityTypes: EntityType[];
  rules?: { entityType: string; rule: Rule }[];
  sampleRecords?: SampleRecord[];
}

const LABEL = { anyOf: [{ type: 'string', maxLength: 2_000 }, { type: 'object' }] };
const KEY = { type: 'string', minLength: 1, maxLength: 63 };

const shape = compileSchema({
  type: 'object',
  required: ['format', 'formatVersion', 'key', 'version', 'name', 'entityTypes'],
  additionalProperties: false,
  properties: {
    format: { const: 'etapa-package' },
    formatVersion: { const: 1 },
    key: { ...KEY, pattern: '^[a-z][a-z0-9-]*$' },
    version: { type: 'string', maxLength: 50 },
    name: LABEL,
    description: LABEL,
    entityTypes: { type: 'array', minItems: 1, maxItems: 100, items: { type: 'object', required: ['key'] } },
    rules: {
      type: 'array',
      maxItems: 1_000,
      items: {
        type: 'object',
        required: ['entityType', 'rule'],
        additionalProperties: false,
        properties: { entityType: KEY, rule: { type: 'object' } },
      },
    },
    sampleRecords: {
      type: 'array',
      maxItems: 1_000,
      items: {
        type: 'object',
        required: ['entityType', 'doc'],
        additionalProperties: false,
        properties: {
          ref: KEY,
          entityType: KEY,
          funnel: KEY,
          stage: KEY,
          createdAgo: { type: 'string', format: 'duration' },
          stageAgo: { type: 'string', format: 'duration' },
          doc: { type: 'object' },
        },
      },
    },
  },
});

/** Faults of a package's own shape; its definitions and rules have checks of their own. */
export const packageFaults = (document: unknown): Fault[] => shape(document, '');
