import { failed } from '../effect.ts';
import { DUE, dueAt, dueFaults } from './due.ts';
import type { Given, Planning, StepKind } from './kind.ts';
import { PERSON, people, personFaults } from './people.ts';

/** Makes a task on the record, for its owner or whomever a formula names; without anyone it stays unassigned. */
export const taskCreate: StepKind = {
  kind: 'task.create',
  gives: ['id', 'title', 'assigneeId', 'dueAt'],
  parameters: {
    title: { schema: { type: 'string', minLength: 1, maxLength: 500 }, editor: 'text', required: true },
    description: { schema: { type: 'string', maxLength: 20_000 }, editor: 'longText' },
    assignee: { schema: PERSON, editor: 'person' },
    due: { schema: DUE, editor: 'due' },
    priority: { schema: { enum: ['low', 'normal', 'high', 'urgent'] }, editor: 'choice' },
    checklist: {
      schema: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 500 }, maxItems: 200 },
      editor: 'checklist',
    },
    blocksStage: { schema: { type: 'boolean' }, editor: 'boolean' },
  },
  check: (step, about, path) => [
    ...about.text(String(step.title), `${path}/title`),
    ...(step.description === undefined ? [] : about.text(String(step.description), `${path}/description`)),
    ...personFaults(step.assignee, about, `${path}/assignee`),
    ...dueFaults(step.due, about, `${path}/due`),
    ...itemsOf(step.checklist).flatMap((item, index) => about.text(item, `${path}/checklist/${index}`)),
  ],
  plan(step, planning) {
    const title = planning.text(step.title);
    const description = planning.text(step.description ?? '');
    const assignees = people(step.assignee, planning);
    const due = dueAt(step.due, planning);
    const checklist = filledIn(itemsOf(step.checklist), planning);
    if (!title.ok) return failed(title.reason);
    if (!description.ok) return failed(description.reason);
    if (!assignees.ok) return failed(assignees.reason);
    if (!due.ok) return failed(due.reason);
    if (!checklist.ok) return failed(checklist.reason);
    if (assignees.value.length > 1) return failed('A task has one assignee, but several people were named.');
    const task = {
      title: title.value.trim().slice(0, 500) || '…',
      description: description.value.slice(0, 20_000),
      assigneeId: assignees.value[0] ?? null,
      dueAt: due.value,
      priority: (step.priority ?? 'normal') as 'normal',
      blocksStage: step.blocksStage === true,
      checklist: checklist.value.map((text) => ({ text, done: false })),
    };
    return { ok: true, input: task, effect: { kind: 'task.create', ...task } };
  },
};

const itemsOf = (checklist: unknown): string[] => (checklist ?? []) as string[];

/** What comes out blank is nothing to tick off. */
function filledIn(items: readonly string[], planning: Planning): Given<string[]> {
  const texts: string[] = [];
  for (const item of items) {
    const text = planning.text(item);
    if (!text.ok) return text;
    const line = text.value.trim().slice(0, 500);
    if (line !== '') texts.push(line);
  }
  return { ok: true, value: texts };
}
