import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import { dueAt } from './due.ts';
import type { StepKind } from './kind.ts';
import { PERSON, people, peopleFaults } from './people.ts';

const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

/** Makes a task on the record, for its owner or whomever a formula names; without anyone it stays unassigned. */
export const taskCreate: StepKind = {
  kind: 'task.create',
  parameters: {
    title: { schema: { type: 'string', minLength: 1, maxLength: 500 }, editor: 'text', required: true },
    description: { schema: { type: 'string', maxLength: 20_000 }, editor: 'longText' },
    assignee: { schema: PERSON, editor: 'person' },
    due: { schema: { type: 'string', minLength: 1, maxLength: 10_000 }, editor: 'due' },
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
    ...peopleFaults(step.assignee, about, `${path}/assignee`),
    ...(isFormula(step.due) ? about.formula(step.due, `${path}/due`) : durationFaults(step.due, `${path}/due`)),
  ],
  plan(step, planning) {
    const title = planning.text(step.title);
    const description = planning.text(step.description ?? '');
    const assignees = people(step.assignee, planning);
    const due = dueAt(step.due, planning);
    if (!title.ok) return failed(title.reason);
    if (!description.ok) return failed(description.reason);
    if (!assignees.ok) return failed(assignees.reason);
    if (!due.ok) return failed(due.reason);
    if (assignees.value.length > 1) return failed('A task has one assignee, but several people were named.');
    const task = {
      title: title.value.trim().slice(0, 500) || '…',
      description: description.value.slice(0, 20_000),
      assigneeId: assignees.value[0] ?? null,
      dueAt: due.value,
      priority: (step.priority ?? 'normal') as 'normal',
      blocksStage: step.blocksStage === true,
      checklist: ((step.checklist ?? []) as string[]).map((text) => ({ text, done: false })),
    };
    return { ok: true, input: task, effect: { kind: 'task.create', ...task } };
  },
};

function durationFaults(due: unknown, path: string) {
  if (due === undefined || (typeof due === 'string' && DURATION.test(due))) return [];
  const message = 'Give a duration such as PT2H, or a formula that begins with "=".';
  return [{ path, code: 'bad_format', message }];
}
