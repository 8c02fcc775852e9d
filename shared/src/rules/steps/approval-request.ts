import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import { DUE, dueAt, dueFaults } from './due.ts';
import type { StepKind } from './kind.ts';
import { PEOPLE, people, peopleFaults } from './people.ts';

type Mode = 'all' | 'any' | 'sequence' | { atLeast: number };

const MODES: unknown[] = ['all', 'any', 'sequence'];

const MODE = {
  type: ['string', 'object'],
  required: ['atLeast'],
  additionalProperties: false,
  properties: { atLeast: { type: 'integer', minimum: 1, maximum: 100 } },
};

/**
 * Asks people to approve, all of them where no mode is named, and goes on with `onApproved` or `onRejected`. Later steps
 * see the outcome as `steps.<id>`.
 */
export const approvalRequest: StepKind = {
  kind: 'approval.request',
  gives: ['id', 'branch', 'decision', 'decisions', 'skipped'],
  parameters: {
    approvers: { schema: PEOPLE, editor: 'people', required: true },
    mode: { schema: MODE, editor: 'approvalMode' },
    due: { schema: DUE, editor: 'due' },
    text: { schema: { type: 'string', maxLength: 20_000 }, editor: 'longText' },
  },
  branches: ['onApproved', 'onRejected'],
  check(step, about, path) {
    const { approvers, mode } = step as { approvers?: unknown; mode?: Mode };
    const isKnown = Array.isArray(approvers) && !approvers.some(isFormula);
    const tooMany = isKnown && typeof mode === 'object' && mode.atLeast > new Set(approvers).size;
    const message = 'There are fewer approvers than have to approve.';
    const isStrange = typeof mode === 'string' && !MODES.includes(mode);
    const modes = 'Must be one of all, any, sequence, or {"atLeast": number}.';
    return [
      ...(isStrange ? [{ path: `${path}/mode`, code: 'not_allowed', message: modes }] : []),
      ...peopleFaults(approvers, about, `${path}/approvers`),
      ...(tooMany ? [{ path: `${path}/mode/atLeast`, code: 'too_large', message }] : []),
      ...dueFaults(step.due, about, `${path}/due`),
      ...(step.text === undefined ? [] : about.text(String(step.text), `${path}/text`)),
    ];
  },
  plan(step, planning) {
    const approvers = people(step.approvers, planning);
    const due = dueAt(step.due, planning);
    const text = planning.text(step.text ?? '');
    if (!approvers.ok) return failed(approvers.reason);
    if (!due.ok) return failed(due.reason);
    if (!text.ok) return failed(text.reason);
    const mode = (step.mode ?? 'all') as Mode;
    const count = approvers.value.length;
    if (count === 0) return failed('There is nobody to ask: "approvers" came out empty.');
    if (typeof mode === 'object' && mode.atLeast > count) {
      return failed(`${mode.atLeast} have to approve, but only ${count} came out to be asked.`);
    }
    const asked = { approverIds: approvers.value, mode, dueAt: due.value, text: text.value.slice(0, 20_000) };
    return { ok: true, input: asked, effect: { kind: 'approval.request', ...asked } };
  },
};
