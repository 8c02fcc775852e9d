import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';

/** Ends the run, and says why. */
export const stop: StepKind = {
  kind: 'stop',
  gives: ['reason'],
  parameters: { reason: { schema: { type: 'string', maxLength: 2_000 }, editor: 'text' } },
  check: (step, about, path) => (step.reason === undefined ? [] : about.text(String(step.reason), `${path}/reason`)),
  plan(step, planning) {
    const reason = planning.text(step.reason ?? '');
    if (!reason.ok) return failed(reason.reason);
    return { ok: true, input: { reason: reason.value }, stop: reason.value };
  },
};
