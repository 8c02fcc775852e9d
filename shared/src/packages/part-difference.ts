import type { JsonValue } from '../fields/field.ts';
import { orderly, sameContent } from './order.ts';

/** One member of a view, a report or a grant, as it is here and as a package says it. Null: it is not there. */
export interface PartChange {
  /** Of a role: with which type it may do that. */
  entityType?: string;
  /** `columns`, `picture`; what a query, or a list of fields or stages, holds stands by itself: `filter`, `fieldsRead`. */
  member: string;
  before: JsonValue;
  after: JsonValue;
}

type Members = { [member: string]: unknown };

/** Members that hold others: each of these is told alone, under its own name or with whose it is before it. */
const HOLDERS: { [member: string]: boolean } = { query: false, fields: true, stages: true };

/** What becomes different between two versions of a view, a report or a grant, in the order of files. */
export function partDifference(before: object, after: object): PartChange[] {
  const [was, is] = [flat(before), flat(after)];
  return Object.keys(orderly({ ...was, ...is })).flatMap((member) => {
    const [old, present] = [was[member] ?? null, is[member] ?? null];
    return sameContent(old, present) ? [] : [{ member, before: old as JsonValue, after: present as JsonValue }];
  });
}

interface GrantLike {
  entityType: string;
}

/** The same of what a role may do: by type, and by place where it has several grants for one. */
export function grantsDifference(before: readonly GrantLike[], after: readonly GrantLike[]): PartChange[] {
  const types = [...new Set([...before, ...after].map(({ entityType }) => entityType))].sort();
  return types.flatMap((entityType) => {
    const of = (grants: readonly GrantLike[]) => grants.filter((grant) => grant.entityType === entityType);
    const [was, is] = [of(before), of(after)];
    return Array.from({ length: Math.max(was.length, is.length) }).flatMap((_, at) =>
      partDifference(was[at] ?? {}, is[at] ?? {})
        .filter(({ member }) => member !== 'entityType')
        .map((change) => ({ entityType, ...change })),
    );
  });
}

function flat(part: object): Members {
  const members = Object.entries(part).flatMap(([name, value]): [string, unknown][] => {
    const named = HOLDERS[name];
    if (named === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [[name, value]];
    }
    return Object.entries(value).map(([inner, own]) => [named ? name + upperFirst(inner) : inner, own]);
  });
  return Object.fromEntries(members);
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
