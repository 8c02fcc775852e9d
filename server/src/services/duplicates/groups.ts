import type { KeyedValue } from '@etapa/shared/duplicates/likeness';
import type { RecordState } from '@etapa/shared/process/record';

/** A record of a group with those of its values that it shares. */
export interface Member {
  record: Pick<RecordState, 'id'>;
  keys: KeyedValue[];
}

/**
 * Parts a group of records with one key by what may be the same thing: each legal form by itself, with those that have
 * none. A record of which somebody said that it differs from all others is left out.
 *
 * @param differing pairs of ids, the smaller first, parted by a space
 */
export function alikeIn<M extends Member>(members: readonly M[], differing: ReadonlySet<string>): M[][] {
  const shared = members.filter(({ keys }) => keys.length > 0);
  const formsOf = ({ keys }: M) => new Set(keys.map(({ form }) => form));
  const forms = new Set(shared.flatMap((member) => [...formsOf(member)]));
  const named = [...forms].filter((form) => form !== '');
  const groups = (named.length === 0 ? [''] : named).map((form) =>
    shared.filter((member) => formsOf(member).has(form) || formsOf(member).has('')),
  );
  return groups
    .map((group) =>
      group.filter((member) => group.some((other) => other !== member && !differing.has(pairOf(member, other)))),
    )
    .filter((group) => group.length > 1);
}

const pairOf = (a: Member, b: Member): string => [a.record.id, b.record.id].sort().join(' ');
