import type { Doc } from '../fields/field.ts';
import type { Grant, Person, Role } from './grant.ts';
import { grantsFor } from './may.ts';

/** Fields a person may read and write: `all`, or keys. What may be written may be read. */
export interface FieldAccess {
  read: 'all' | ReadonlySet<string>;
  write: 'all' | ReadonlySet<string>;
}

export const EVERY_FIELD: FieldAccess = { read: 'all', write: 'all' };

/**
 * What the roles of a person say of fields. A grant that names fields to read and none to write lets write those
 * it lets read.
 *
 * @param covers whether a grant's scope takes in the record at hand; where several roles reach different records,
 *   only those that reach this one speak. For answers about many records at once (columns, sums, filters) take
 *   `everywhere`: only what every grant allows.
 */
export function fieldAccess(
  person: Person,
  entityType: string,
  roles: readonly Role[],
  covers: ((grant: Grant) => boolean) | 'everywhere',
): FieldAccess {
  const reading = grantsFor(person, 'read', entityType, roles);
  const writing = (['create', 'update', 'move'] as const).flatMap((action) =>
    grantsFor(person, action, entityType, roles),
  );
  if (covers === 'everywhere') return { read: everywhere(reading, readable), write: everywhere(writing, writable) };
  return { read: union(reading.filter(covers).map(readable)), write: union(writing.filter(covers).map(writable)) };
}

/** Whether an access list takes in a field. */
export const namesField = (list: 'all' | ReadonlySet<string>, key: string): boolean => list === 'all' || list.has(key);

/** The document without what may not be read. */
export function readableDoc(doc: Doc, access: FieldAccess): Doc {
  if (access.read === 'all') return doc;
  return Object.fromEntries(Object.entries(doc).filter(([key]) => namesField(access.read, key)));
}

type Keys = 'all' | ReadonlySet<string>;

function readable({ fields }: Grant): Keys {
  return fields?.read ? new Set([...fields.read, ...(fields.write ?? [])]) : 'all';
}

function writable({ fields }: Grant): Keys {
  const named = fields?.write ?? fields?.read;
  return named ? new Set(named) : 'all';
}

function union(lists: Keys[]): Keys {
  if (lists.includes('all')) return 'all';
  return new Set(lists.flatMap((list) => [...list]));
}

/** What grants over all records allow, and what every grant agrees on. */
function everywhere(grants: Grant[], keys: (grant: Grant) => Keys): Keys {
  const overAll = grants.filter(({ scope, stages }) => scope === 'all' && !stages?.see);
  return union([...overAll.map(keys), intersection(grants.map(keys))]);
}

function intersection(lists: Keys[]): Keys {
  const [first, ...rest] = lists.filter((list): list is ReadonlySet<string> => list !== 'all');
  if (lists.length === 0) return new Set();
  if (!first) return 'all';
  return new Set([...first].filter((key) => rest.every((list) => list.has(key))));
}
