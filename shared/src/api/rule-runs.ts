import Type, { type Static } from 'typebox';
import { Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const RUN_STATUSES = ['running', 'waiting', 'done', 'failed', 'skipped', 'stopped'] as const;
const RunStatus = OneOf(RUN_STATUSES);
export type RunStatus = Static<typeof RunStatus>;

export const StepRun = strict({
  id: Type.String(),
  /** Where the step stands in the rule, such as `b1/then/m1`. */
  path: Type.String(),
  kind: Type.String(),
  status: OneOf(['running', 'waiting', 'done', 'failed', 'skipped']),
  startedAt: Timestamp,
  finishedAt: Nullable(Timestamp),
  input: Type.Unknown(),
  output: Type.Unknown(),
  error: Type.Unknown(),
});

export const RuleRun = strict({
  id: Id,
  /** Key of the rule. */
  rule: Type.String(),
  ruleName: Type.String(),
  ruleVersion: Type.Integer(),
  entityType: Type.String(),
  /** Id of the record. */
  record: Nullable(Id),
  recordNumber: Nullable(Type.Integer()),
  recordTitle: Nullable(Type.String()),
  status: RunStatus,
  cause: Type.Unknown(),
  error: Type.Unknown(),
  attempts: Type.Integer(),
  createdAt: Timestamp,
  startedAt: Nullable(Timestamp),
  finishedAt: Nullable(Timestamp),
  steps: Type.Array(StepRun),
});
export type RuleRun = Static<typeof RuleRun>;

export const ruleRunRoutes = {
  list: route({
    method: 'GET',
    path: '/rule-runs',
    summary: 'Runs of rules on records one may see, newest first',
    query: {
      ...page,
      /** Key of the rule. */
      rule: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      record: Type.Optional(Id),
      entityType: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      status: Type.Optional(RunStatus),
      /** Set off at this time or later. */
      from: Type.Optional(Timestamp),
      /** Set off before this time. */
      to: Type.Optional(Timestamp),
    },
    answer: List(RuleRun),
  }),
  get: route({ method: 'GET', path: '/rule-runs/:id', summary: 'One run', params: { id: Id }, answer: RuleRun }),
  retry: route({
    method: 'POST',
    path: '/rule-runs/:id/retry',
    summary: 'Go on from the failed step. A run that does so already stays as it is',
    params: { id: Id },
    answer: RuleRun,
  }),
  cancel: route({
    method: 'POST',
    path: '/rule-runs/:id/cancel',
    summary: 'Stop a run that is running or waiting. One that was stopped already stays as it is',
    params: { id: Id },
    answer: RuleRun,
  }),
};
