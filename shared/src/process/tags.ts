import type { Fault } from '../fields/fault.ts';
import { fold } from '../fields/fold.ts';
import { textFaults } from '../fields/plain-text.ts';
import type { TagChange } from './command.ts';
import type { RecordState } from './record.ts';
import { ok, type Result } from './refusal.ts';
import { invalid } from './settle.ts';

/** In characters. */
export const LONGEST_TAG = 100;
export const MOST_TAGS = 100;

/**
 * A record with its tags changed: trimmed, each once whatever its case, in the order they came. One that is there
 * stays as it was written first.
 *
 * @returns the record itself when nothing changes; refused with `invalid_document`
 */
export function withTags(record: RecordState, change: TagChange): Result<RecordState> {
  const before = record.tags ?? [];
  const { add, remove } = 'add' in change ? change : { add: change, remove: [] };
  const faults = add.flatMap((tag, index) => tagFaults(tag, `/tags/${index}`));
  if (faults.length > 0) return invalid(faults);
  const gone = new Set(remove.map((tag) => fold(tag.trim())));
  const kept = new Map<string, string>();
  const known = new Map(before.map((tag) => [fold(tag), tag]));
  const wanted = 'add' in change ? [...before.filter((tag) => !gone.has(fold(tag))), ...add] : add;
  for (const tag of wanted.map((each) => each.trim())) {
    const key = fold(tag);
    if (!kept.has(key)) kept.set(key, known.get(key) ?? tag);
  }
  if (kept.size > MOST_TAGS) {
    return invalid([{ path: '/tags', code: 'too_many', message: `A record has at most ${MOST_TAGS} tags.` }]);
  }
  const tags = [...kept.values()];
  return ok(tags.join('\n') === before.join('\n') ? record : { ...record, tags });
}

function tagFaults(tag: string, path: string): Fault[] {
  const trimmed = tag.trim();
  const fault = (code: string, message: string): Fault[] => [{ path, code, message }];
  if (trimmed === '') return fault('required', 'A tag is not empty.');
  if (trimmed.length > LONGEST_TAG) return fault('too_long', `A tag has at most ${LONGEST_TAG} characters.`);
  if (/\p{Cc}/u.test(trimmed) || textFaults(trimmed).length > 0)
    return fault('bad_format', 'A tag is one line of text.');
  return [];
}
