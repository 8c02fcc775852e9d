import Type, { type Static } from 'typebox';
import { ActorSchema } from './actor.ts';
import { Changes, Id, List, Nullable, OneOf, page, Timestamp } from './lists.ts';
import { route, strict } from './route.ts';

const Title = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const Description = Type.String({ maxLength: 20_000 });
const Priority = OneOf(['low', 'normal', 'high', 'urgent']);
const Checklist = Type.Array(strict({ text: Type.String({ maxLength: 500 }), done: Type.Boolean() }), {
  maxItems: 200,
});

export const Task = strict({
  id: Id,
  title: Type.String(),
  description: Type.String(),
  status: OneOf(['open', 'done']),
  priority: Priority,
  assigneeId: Nullable(Id),
  dueAt: Nullable(Timestamp),
  /** When to remind of it; null: as long before it is due as the one it is for likes. */
  remindAt: Nullable(Timestamp),
  recordId: Nullable(Id),
  entityType: Nullable(Type.String()),
  /** Of the record, for lists. */
  recordNumber: Nullable(Type.Integer()),
  recordTitle: Nullable(Type.String()),
  checklist: Checklist,
  /** Key of the stage the record cannot leave while this is open. */
  blocksStage: Nullable(Type.String()),
  createdBy: ActorSchema,
  createdAt: Timestamp,
  completedAt: Nullable(Timestamp),
  version: Type.Integer(),
});
export type Task = Static<typeof Task>;

const editable = {
  title: Title,
  description: Type.Optional(Description),
  priority: Type.Optional(Priority),
  assigneeId: Type.Optional(Nullable(Id)),
  dueAt: Type.Optional(Nullable(Timestamp)),
  remindAt: Type.Optional(Nullable(Timestamp)),
  checklist: Type.Optional(Checklist),
};

export const NewTask = strict({
  ...editable,
  recordId: Type.Optional(Nullable(Id)),
  /** Of the record; may be left out. */
  entityType: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
});
export type NewTask = Static<typeof NewTask>;

export const TaskChanges = Changes(strict({ ...editable, version: Type.Optional(Type.Integer({ minimum: 1 })) }));
export type TaskChanges = Static<typeof TaskChanges>;

export const taskRoutes = {
  list: route({
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks one may see, soonest due first',
    query: {
      ...page,
      record: Type.Optional(Id),
      /** A user id, `me`, or `myTeam`. */
      assignee: Type.Optional(Type.Union([Type.Literal('me'), Type.Literal('myTeam'), Id])),
      /** `true`: those one has made for others. */
      given: Type.Optional(Type.Boolean()),
      /** Due at or after. */
      dueFrom: Type.Optional(Timestamp),
      /** Due before. */
      dueBefore: Type.Optional(Timestamp),
      status: Type.Optional(OneOf(['open', 'done'])),
      /** By the reader's calendar. `week`: after today, within this week; `later`: after it. */
      due: Type.Optional(OneOf(['overdue', 'today', 'week', 'later', 'none'])),
    },
    answer: List(Task),
  }),
  create: route({ method: 'POST', path: '/tasks', summary: 'Make a task', body: NewTask, answer: Task, status: 201 }),
  get: route({ method: 'GET', path: '/tasks/:id', summary: 'One task', params: { id: Id }, answer: Task }),
  update: route({
    method: 'PATCH',
    path: '/tasks/:id',
    summary: 'Change a task',
    params: { id: Id },
    body: TaskChanges,
    answer: Task,
  }),
  complete: route({
    method: 'POST',
    path: '/tasks/:id/complete',
    summary: 'Mark a task as done',
    params: { id: Id },
    answer: Task,
  }),
  reopen: route({
    method: 'POST',
    path: '/tasks/:id/reopen',
    summary: 'Open a finished task again',
    params: { id: Id },
    answer: Task,
  }),
};
