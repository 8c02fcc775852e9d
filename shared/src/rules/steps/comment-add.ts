import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';

/** Writes a comment on the record, in the rule's own name. */
export const commentAdd: StepKind = {
  kind: 'comment.add',
  gives: ['id'],
  parameters: {
    text: { schema: { type: 'string', minLength: 1, maxLength: 20_000 }, editor: 'longText', required: true },
  },
  check: (step, about, path) => about.text(String(step.text), `${path}/text`),
  plan(step, planning) {
    const text = planning.text(step.text);
    if (!text.ok) return failed(text.reason);
    const written = text.value.trim().slice(0, 20_000);
    if (written === '') return failed('The comment came out empty.');
    return { ok: true, input: { text: written }, effect: { kind: 'comment.add', text: written } };
  },
};
