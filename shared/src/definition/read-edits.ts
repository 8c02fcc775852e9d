import type { Fault } from '../fields/fault.ts';
import type { Edit } from './edit.ts';

/** What a member of an edit must be. A place is a whole number from 0; `?` may be left out. */
type Member = 'key' | 'place' | 'object' | 'flag' | 'keys' | 'objects' | 'place or null';

const MEMBERS: { [Kind in Edit['kind']]: { [member: string]: Member | `${Member}?` } } = {
  'type.update': { set: 'object' },
  'field.add': { field: 'object', at: 'place?', section: 'place?' },
  'field.update': { field: 'key', set: 'object' },
  'field.remove': { field: 'key' },
  'field.move': { field: 'key', to: 'place' },
  'option.add': { field: 'key', option: 'object', at: 'place?' },
  'option.update': { field: 'key', option: 'key', set: 'object' },
  'option.remove': { field: 'key', option: 'key' },
  'option.move': { field: 'key', option: 'key', to: 'place' },
  'funnel.add': { funnel: 'object', at: 'place?' },
  'funnel.update': { funnel: 'key', set: 'object' },
  'funnel.remove': { funnel: 'key' },
  'funnel.move': { funnel: 'key', to: 'place' },
  'stage.add': { funnel: 'key', stage: 'object', at: 'place?' },
  'stage.update': { funnel: 'key', stage: 'key', set: 'object' },
  'stage.remove': { funnel: 'key', stage: 'key' },
  'stage.move': { funnel: 'key', stage: 'key', to: 'place' },
  'transition.add': { funnel: 'key', transition: 'object' },
  'transition.update': { funnel: 'key', from: 'key', to: 'key', set: 'object' },
  'transition.remove': { funnel: 'key', from: 'key', to: 'key' },
  'transitions.free': { funnel: 'key', free: 'flag', ways: 'objects?' },
  'section.add': { section: 'object', at: 'place?' },
  'section.update': { section: 'place', set: 'object' },
  'section.remove': { section: 'place' },
  'section.move': { section: 'place', to: 'place' },
  'layout.place': { field: 'key', section: 'place or null', at: 'place?' },
  'layout.card': { fields: 'keys' },
};

const isObject = (value: unknown): value is { [member: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isKey = (value: unknown): boolean => typeof value === 'string';

const IS: { [Kind in Member]: (value: unknown) => boolean } = {
  key: isKey,
  place: isPlace,
  object: isObject,
  flag: (value) => typeof value === 'boolean',
  keys: (value) => Array.isArray(value) && value.every(isKey),
  objects: (value) => Array.isArray(value) && value.every(isObject),
  'place or null': (value) => value === null || isPlace(value),
};

/**
 * Reads edits as someone sent them: whether each is one of the closed union. What is inside of a new field or stage is
 * the shape check's to say, once it is in its place.
 *
 * @returns faults with pointers such as `/edits/0/stage`; none where all can be taken as edits
 */
export function editFaults(sent: readonly unknown[]): Fault[] {
  return sent.flatMap((edit, at): Fault[] => {
    const path = `/edits/${at}`;
    const members = isObject(edit) ? membersOf(edit.kind) : undefined;
    if (!isObject(edit) || !members) {
      return [{ path: `${path}/kind`, code: 'unknown_edit', message: 'There is no such edit.' }];
    }
    const strange = Object.keys(edit).filter((name) => name !== 'kind' && !Object.hasOwn(members, name));
    const wrong = Object.entries(members).filter(([name, kind]) => !fits(edit[name], kind));
    return [
      ...strange.map((name) => ({
        path: `${path}/${name}`,
        code: 'unknown_key',
        message: `Such an edit has no "${name}".`,
      })),
      ...wrong.map(([name, kind]) => ({
        path: `${path}/${name}`,
        code: 'type',
        message: `"${name}" must be ${kind.replace('?', '')}.`,
      })),
    ];
  });
}

const membersOf = (kind: unknown) =>
  typeof kind === 'string' && Object.hasOwn(MEMBERS, kind) ? MEMBERS[kind as Edit['kind']] : undefined;

function fits(value: unknown, kind: Member | `${Member}?`): boolean {
  if (!kind.endsWith('?')) return IS[kind as Member](value);
  return value === undefined || IS[kind.slice(0, -1) as Member](value);
}
