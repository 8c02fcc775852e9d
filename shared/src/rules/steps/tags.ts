import type { Fault } from '../../fields/fault.ts';
import { failed } from '../effect.ts';
import type { Step } from '../rule.ts';
import type { StepKind } from './kind.ts';

const TAG = { type: 'string', minLength: 1, maxLength: 1_000, pattern: '\\S' };

/** Longest tag once its `{{ }}` is filled in, in characters. */
const LONGEST = 100;

/** Puts tags on the record. */
export const tagAdd: StepKind = stepOf('tag.add');

/** Takes tags off the record. */
export const tagRemove: StepKind = stepOf('tag.remove');

/** One tag or several; each may hold `{{ }}`, and what comes out blank falls away. */
function stepOf(kind: 'tag.add' | 'tag.remove'): StepKind {
  return {
    kind,
    gives: ['changed', 'tags', 'version'],
    parameters: {
      tag: { schema: TAG, editor: 'text' },
      tags: { schema: { type: 'array', items: TAG, minItems: 1, maxItems: 50, uniqueItems: true }, editor: 'tags' },
    },
    check: (step, about, path) => [
      ...missing(step, path),
      ...(step.tag === undefined ? [] : about.text(String(step.tag), `${path}/tag`)),
      ...listed(step).flatMap((tag, index) => about.text(tag, `${path}/tags/${index}`)),
    ],
    plan(step, planning) {
      const tags: string[] = [];
      for (const template of templates(step)) {
        const text = planning.text(template);
        if (!text.ok) return failed(text.reason);
        const tag = text.value.trim();
        if (tag.length > LONGEST) return failed(`A tag has at most ${LONGEST} characters.`);
        if (tag !== '' && !tags.includes(tag)) tags.push(tag);
      }
      if (tags.length === 0) return failed('The tag came out empty.');
      return { ok: true, input: { tags }, effect: { kind, tags } };
    },
  };
}

const listed = ({ tags }: Step): string[] => (tags ?? []) as string[];

const templates = (step: Step): string[] => [...(typeof step.tag === 'string' ? [step.tag] : []), ...listed(step)];

function missing(step: Step, path: string): Fault[] {
  if (templates(step).length > 0) return [];
  return [{ path: `${path}/tag`, code: 'required', message: 'Name a tag, or several as "tags".' }];
}
