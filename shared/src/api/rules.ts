import Type, { type Static } from 'typebox';
import type { Rule } from '../rules/rule.ts';
import { ActorSchema } from './actor.ts';
import { Timestamp, Whole } from './lists.ts';
import { route, strict } from './route.ts';

/** A rule as it is sent: checked as a whole against the definition, which says where it is wrong. */
const RuleDocument = Type.Unsafe<Rule>({ type: 'object' });

/** The rule document with what the server knows of it. */
export const SavedRule = Type.Unsafe<
  Rule & {
    id: string;
    entityType: string;
    version: number;
    /** Why it cannot run, such as a stage that is gone; null when it can. */
    broken: { problem: string } | null;
    createdAt: string;
    updatedAt: string;
  }
>({
  type: 'object',
  required: ['id', 'entityType', 'key', 'name', 'enabled', 'trigger', 'steps', 'version', 'createdAt', 'updatedAt'],
});
export type SavedRule = Static<typeof SavedRule>;

const RuleVersion = strict({ version: Type.Integer(), createdAt: Timestamp, createdBy: ActorSchema });

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
  remove: route({
    method: 'DELETE',
    path: '/entity-types/:key/rules/:ruleKey',
    summary: 'Remove a rule; its runs stay',
  }),
};
