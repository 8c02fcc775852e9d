import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';
import { PEOPLE, people, peopleFaults } from './people.ts';

/** Tells people something, in the app. */
export const notify: StepKind = {
  kind: 'notify',
  gives: ['userIds', 'skipped'],
  parameters: {
    to: { schema: PEOPLE, editor: 'people', required: true },
    text: { schema: { type: 'string', minLength: 1, maxLength: 5_000 }, editor: 'longText', required: true },
  },
  check: (step, about, path) => [
    ...peopleFaults(step.to, about, `${path}/to`),
    ...about.text(String(step.text), `${path}/text`),
  ],
  plan(step, planning) {
    const to = people(step.to, planning);
    const text = planning.text(step.text);
    if (!to.ok) return failed(to.reason);
    if (!text.ok) return failed(text.reason);
    if (to.value.length === 0) return failed('There is nobody to tell: "to" came out empty.');
    const effect = { userIds: to.value, text: text.value.slice(0, 5_000) };
    return { ok: true, input: effect, effect: { kind: 'notify', ...effect } };
  },
};
