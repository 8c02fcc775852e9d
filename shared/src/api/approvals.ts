import Type, { type Static } from 'typebox';
import { ActorSchema } from './actor.ts';
import { Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

/** `cancelled`: its run was. */
export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'cancelled'] as const;
const ApprovalStatus = OneOf(APPROVAL_STATUSES);
const Decision = OneOf(['approve', 'reject']);

export const ApprovalPerson = strict({
  userId: Id,
  name: Type.String(),
  /** Null while it is not their turn yet. */
  askedAt: Nullable(Timestamp),
  decision: Nullable(Decision),
  comment: Nullable(Type.String()),
  decidedAt: Nullable(Timestamp),
});

export const Approval = strict({
  id: Id,
  recordId: Id,
  entityType: Type.String(),
  /** Of the record, where the caller may see it. */
  recordNumber: Nullable(Type.Integer()),
  recordTitle: Nullable(Type.String()),
  /** Of the run of the rule that asks. */
  runId: Id,
  /** What is asked; null for who is not asked and may not read every field of the record. */
  text: Nullable(Type.String()),
  mode: Type.Union([OneOf(['all', 'any', 'sequence']), strict({ atLeast: Type.Integer() })]),
  status: ApprovalStatus,
  dueAt: Nullable(Timestamp),
  overdue: Type.Boolean(),
  /** In the order they are asked. */
  people: Type.Array(ApprovalPerson),
  /** Whether the caller is asked and has not answered. */
  mayDecide: Type.Boolean(),
  createdBy: ActorSchema,
  createdAt: Timestamp,
  decidedAt: Nullable(Timestamp),
});
export type Approval = Static<typeof Approval>;

export const ApprovalDecision = strict({
  decision: Decision,
  comment: Type.Optional(Type.String({ maxLength: 20_000 })),
});
export type ApprovalDecision = Static<typeof ApprovalDecision>;

export const approvalRoutes = {
  list: route({
    method: 'GET',
    path: '/approvals',
    summary: 'Approvals one is asked for, and those on records one may see, newest first',
    query: {
      ...page,
      record: Type.Optional(Id),
      /** Those one is asked for; with the status `pending` those that wait for one's answer. */
      mine: Type.Optional(Type.Boolean()),
      status: Type.Optional(ApprovalStatus),
    },
    answer: List(Approval),
  }),
  get: route({ method: 'GET', path: '/approvals/:id', summary: 'One approval', params: { id: Id }, answer: Approval }),
  decide: route({
    method: 'POST',
    path: '/approvals/:id/decide',
    summary: 'Approve or reject: who is asked, once',
    params: { id: Id },
    body: ApprovalDecision,
    answer: Approval,
  }),
};
