import Type, { type Static } from 'typebox';
import type { GroupExplanation } from '../conditions/explain.ts';
import type { Fault } from '../fields/fault.ts';
import type { JsonValue } from '../fields/field.ts';
import type { Refusing } from '../rules/explanation.ts';
import type { Rule } from '../rules/rule.ts';
import { ActorSchema } from './actor.ts';
import { Instant } from './behind.ts';
import { JobStarted } from './jobs.ts';
import { Id, Nullable, OneOf, page, Timestamp, Whole } from './lists.ts';
import { route, strict } from './route.ts';
import { RUN_STATUSES } from './rule-runs.ts';

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
    /** Why it cannot run, such as a stage that is gone, and is not `enabled`; null when it can. */
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

/** Why a trigger is not met. */
export type TriggerRefusal =
  | 'trash'
  | 'no_stage'
  | 'other_stage'
  | 'hidden_field'
  | 'empty_field'
  /** Its time is still to come, at `dueAt`; was then, and does not come again; was then, and the rule has fired. */
  | 'not_yet'
  | 'over'
  | 'fired'
  | 'never';

const Why = Type.Unsafe<{
  trigger: {
    kind: string;
    held: boolean;
    /** Why not, in words. */
    reason: string | null;
    /** The same for programs, which say it in the language of their reader. */
    code?: TriggerRefusal;
    /** Of a trigger that time sets off: when it does next. ISO 8601. */
    dueAt?: string | null;
  };
  /** Every term of the condition with its answer and both values; null for a rule without one. */
  when: GroupExplanation | null;
  /** The terms that said no. */
  saidNo: Refusing[];
}>({ type: 'object' });
export type Why = Static<typeof Why>;

const STEP_PROSPECTS = ['would-do', 'would-wait', 'would-branch', 'would-fail', 'not-reached'] as const;

export const RehearsedStep = strict({
  id: Type.String(),
  path: Type.String(),
  kind: Type.String(),
  status: OneOf(STEP_PROSPECTS),
  /** What it would be given, its formulas run; null where the caller may not read every field. */
  input: Type.Unsafe<JsonValue>({}),
  /** What later steps would see of it. */
  output: Type.Optional(Type.Unsafe<JsonValue>({})),
  reason: Type.Optional(Type.String()),
});
export type RehearsedStep = Static<typeof RehearsedStep>;

export const RuleTest = strict({
  rule: Type.String(),
  /** Null for a rule that was sent and not saved. */
  version: Nullable(Type.Integer()),
  /** Whether it is on at all: a rule may be tried before it is. */
  enabled: Type.Boolean(),
  wouldFire: Type.Boolean(),
  why: Why,
  steps: Type.Array(RehearsedStep),
});
export type RuleTest = Static<typeof RuleTest>;

/** A time in the past at which a rule would have fired, and what it would have done: see the job's result. */
export interface ReplaySample {
  recordId: string;
  number: number;
  title: string;
  at: string;
  steps: RehearsedStep[];
}

const REASONS = [
  'trigger',
  'when',
  'chain',
  'newer',
  'disabled',
  'paused',
  'broken',
  'silent',
  'pending',
  'changed',
] as const;

export const Explained = strict({
  at: Timestamp,
  event: strict({ id: Id, kind: Type.String(), actor: ActorSchema }),
  /** Key of the rule. */
  rule: Type.String(),
  name: Type.String(),
  /** In force when it happened; null where the rule was made later. */
  ruleVersion: Nullable(Type.Integer()),
  fired: Type.Boolean(),
  /**
   * Why not: its trigger waits for something else (`trigger`), its condition said no (`when`), rules had set each other
   * off too often (`chain`), it was made later (`newer`), was off (`disabled`, `paused`, `broken`), was not to see an
   * import (`silent`), has not been asked yet (`pending`), or said no then because of a linked record that has changed
   * since (`changed`).
   */
  because: Nullable(OneOf(REASONS)),
  run: Nullable(strict({ id: Id, status: OneOf(RUN_STATUSES) })),
  when: Nullable(Type.Unsafe<GroupExplanation>({ type: 'object' })),
  /** The terms that said no. */
  saidNo: Type.Array(Type.Unsafe<Refusing>({ type: 'object' })),
});
export type Explained = Static<typeof Explained>;

/** A rule that time sets off. */
export const ExplainedTime = strict({
  rule: Type.String(),
  name: Type.String(),
  ruleVersion: Type.Integer(),
  enabled: Type.Boolean(),
  why: Why,
  /** Newest first. */
  runs: Type.Array(strict({ id: Id, status: OneOf(RUN_STATUSES), at: Timestamp })),
});
export type ExplainedTime = Static<typeof ExplainedTime>;

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
  test: route({
    method: 'POST',
    path: '/entity-types/:key/rules/:ruleKey/test',
    summary: 'Try a rule on a record as it is: would it fire, why not, and what would each step do. Changes nothing',
    body: strict({
      recordId: Id,
      /** Tried instead of the saved one. */
      definition: Type.Optional(RuleDocument),
    }),
    answer: RuleTest,
  }),
  replay: route({
    method: 'POST',
    path: '/entity-types/:key/rules/:ruleKey/replay',
    summary:
      'Try a rule on the recorded past, without effects. Result of the job: {wouldHaveFired, records, silent, sample: [{recordId, number, title, at, steps}]}',
    body: strict({
      from: Instant,
      to: Instant,
      /** Tried instead of the saved one. */
      definition: Type.Optional(RuleDocument),
    }),
    answer: JobStarted,
    status: 202,
  }),
  explain: route({
    method: 'GET',
    path: '/entity-types/:key/records/:id/explain',
    summary: 'For each past event of a record, newest first, and each rule: did it fire, and why not',
    query: {
      ...page,
      /** Key of the one rule that is asked about. */
      rule: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      /** Also events that the trigger of a rule does not wait for. */
      all: Type.Optional(Type.Boolean()),
    },
    answer: strict({
      items: Type.Array(Explained),
      /** Rules that time sets off: what they have done, and when they come next or why never. On the first page only. */
      timed: Type.Array(ExplainedTime),
      nextCursor: Nullable(Type.String()),
    }),
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
