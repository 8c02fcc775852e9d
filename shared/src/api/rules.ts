import Type, { type Static } from 'typebox';
import type { Fault } from '../fields/fault.ts';
import type { Rule } from '../rules/rule.ts';
import { ActorSchema } from './actor.ts';
import { Timestamp, Whole } from './lists.ts';
import { route, strict } from './route.ts';

/**
 * A rule as it is sent: checked as a whole against the definition, which says where it is wrong. What the server knows
 * of it may come back with it and is passed over, but `version`: the one it was made from, so that it does not undo what
 * someone else saved since.
 */
const RuleDocument = Type.Unsafe<SentRule>({ type: 'object' });
export type SentRule = Rule & { version?: number };

/** A rule that a change of a definition broke: it does not run until it or the definition is mended. */
export interface Broken {
  /** The first fault, in words. */
  problem: string;
  faults: Fault[];
  /** ISO 8601. */
  since: string;
}

export interface Paused {
  /** ISO 8601. */
  since: string;
  /** What the last failure said. */
  reason: string;
  /** On how many records in a row it failed. */
  failures: number;
}

export interface RuleWarning extends Fault {
  userId: string;
}

/** The rule document with what the server knows of it. */
export const SavedRule = Type.Unsafe<
  Rule & {
    id: string;
    entityType: string;
    version: number;
    /** Why it cannot run, such as a stage that is gone; null when it can. */
    broken: Broken | null;
    /** Etapa itself switched it off, after it had failed again and again; saving it lets it run again. */
    paused: Paused | null;
    /** What works, but perhaps not as meant: people it names who have left. */
    warnings: RuleWarning[];
    /** Runs of the last 24 hours. */
    recent: { runs: number; failed: number };
    createdAt: string;
    updatedAt: string;
  }
>({
  type: 'object',
  required: ['id', 'entityType', 'key', 'name', 'enabled', 'trigger', 'steps', 'version', 'createdAt', 'updatedAt'],
});
export type SavedRule = Static<typeof SavedRule>;

const RuleVersion = strict({
  version: Type.Integer(),
  createdAt: Timestamp,
  createdBy: ActorSchema,
  definition: Type.Unsafe<Rule>({ type: 'object' }),
});

export const ruleRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/rules',
    summary: 'Rules of an entity type',
    answer: Whole(SavedRule),
  }),
  listAll: route({
    method: 'GET',
    path: '/rules',
    summary: 'Rules of every entity type one may see',
    query: { entityType: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
    answer: Whole(SavedRule),
  }),
  create: route({
    method: 'POST',
    path: '/entity-types/:key/rules',
    summary: 'Make a rule: its version 1',
    body: RuleDocument,
    answer: SavedRule,
    status: 201,
  }),
  get: route({
    method: 'GET',
    path: '/entity-types/:key/rules/:ruleKey',
    summary: 'One rule',
    answer: SavedRule,
  }),
  replace: route({
    method: 'PUT',
    path: '/entity-types/:key/rules/:ruleKey',
    summary: 'Save a rule: its next version. Runs in flight finish on theirs',
    body: RuleDocument,
    answer: SavedRule,
  }),
  versions: route({
    method: 'GET',
    path: '/entity-types/:key/rules/:ruleKey/versions',
    summary: 'Versions of a rule, newest first',
    answer: Whole(RuleVersion),
  }),
  restore: route({
    method: 'POST',
    path: '/entity-types/:key/rules/:ruleKey/versions/:version/restore',
    summary: 'Save a rule as it was at an earlier version: its next version',
    params: { version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) },
    answer: SavedRule,
  }),
  remove: route({
    method: 'DELETE',
    path: '/entity-types/:key/rules/:ruleKey',
    summary: 'Remove a rule; its runs stay',
  }),
};
