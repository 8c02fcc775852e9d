import Type, { type Static } from 'typebox';
import { Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const JobFailure = strict({
  /** Of a file: the line where the row begins, the header's being 1. */
  line: Type.Optional(Type.Integer()),
  /** Of a record. */
  id: Type.Optional(Id),
  column: Type.Optional(Type.String()),
  value: Type.Optional(Type.String()),
  problem: Type.String(),
});
export type JobFailure = Static<typeof JobFailure>;

export const Job = strict({
  id: Id,
  /** `import`, `bulk` or `undo`. */
  kind: Type.String(),
  entityType: Nullable(Type.String()),
  /** Of a bulk change that makes records: their type, whose fields `failed` names. */
  makes: Type.Optional(Type.String()),
  status: OneOf(JOB_STATUSES),
  /** Rows or records worked through. */
  done: Type.Integer(),
  /** Null until it is known. */
  total: Nullable(Type.Integer()),
  failedCount: Type.Integer(),
  /** The first 1,000; none in lists of jobs. */
  failed: Type.Array(JobFailure),
  /** By `kind`; of an import `{created, updated, skipped, failed, dryRun}`, of a bulk change `{changed, unchanged, made}`. */
  result: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** Whether what it did can be taken back. */
  undoable: Type.Boolean(),
  /** The job that took back what this one did. */
  undoneBy: Nullable(Id),
  /** Why it failed, when it did. */
  error: Type.Optional(Type.String()),
  createdAt: Timestamp,
  startedAt: Nullable(Timestamp),
  finishedAt: Nullable(Timestamp),
});
export type Job = Static<typeof Job>;

export const jobRoutes = {
  list: route({ method: 'GET', path: '/jobs', summary: "One's jobs, newest first", query: page, answer: List(Job) }),
  get: route({ method: 'GET', path: '/jobs/:id', summary: 'How far a job is', params: { id: Id }, answer: Job }),
  cancel: route({
    method: 'POST',
    path: '/jobs/:id/cancel',
    summary: 'Stop a job: what it has done stays done',
    params: { id: Id },
    answer: Job,
  }),
  failures: route({
    method: 'GET',
    path: '/jobs/:id/failures.csv',
    summary: 'What was refused, as CSV: the row as it came, with line, column and reason',
    params: { id: Id },
    produces: 'text/csv',
  }),
};

/** What a call answers that began a job. */
export const JobStarted = strict({ jobId: Id });
