import { type FieldAccess, namesField } from '@etapa/shared/access/fields';
import { check } from '@etapa/shared/conditions/check';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment, ConditionFields } from '@etapa/shared/conditions/context';
import { filterWhere, searchWhere } from '../store/access.ts';
import type { Catalogue } from '../store/entity-types-catalogue.ts';
import { all, type Where } from '../store/where.ts';
import { TypeAccess } from './access.ts';
import { refused } from './refusal-error.ts';

/** What narrows a list, a board or an export. */
export interface Narrowing {
  filter?: ConditionGroup;
  q?: string;
}

/**
 * The records a person asks for among those they may act on.
 *
 * @returns null for every record of the type
 * @throws RefusalError `invalid_condition` with every fault, under `/filter`; fields that the person may not read are
 *   unknown to it
 */
export function narrowed(
  access: TypeAccess,
  action: 'read' | 'export',
  { filter, q }: Narrowing,
  catalogue: Catalogue,
): Where | null {
  const environment = readableEnvironment(access, catalogue);
  if (filter) {
    const faults = check(filter, environment.schema, { path: '/filter' });
    if (faults.length > 0) throw refused('invalid_condition', `The filter has faults: ${faults.length}.`, faults);
  }
  const seen = seenOf(access, catalogue);
  return all(
    access.where(action),
    filter && (filter.not || filter.rules.length > 0) ? filterWhere(filter, environment, seen) : null,
    q?.trim() ? searchWhere(q, searched(access)) : null,
  );
}

/** What conditions may name for this person: fields they may not read are unknown. */
function searched(access: TypeAccess): Parameters<typeof searchWhere>[1] {
  const { read } = access.everywhere();
  if (read === 'all') return 'everything';
  return namesField(read, access.type.definition.titleField) ? 'title' : 'number';
}

/** What a person's own conditions may speak of: fields they may not read are unknown to them. */
export function readableEnvironment(access: TypeAccess, catalogue: Catalogue): ConditionEnvironment {
  const { definition } = access.type;
  return {
    ...access.environment,
    schema: {
      ...onlyReadable(definition, access.everywhere()),
      linkedType: (key) => {
        const linked = linkedAccess(access, key, catalogue);
        return linked && onlyReadable(linked.type.definition, linked.everywhere());
      },
    },
  };
}

/** What the person may see of records of other types, which links lead to. */
export function seenOf(access: TypeAccess, catalogue: Catalogue): (entityType: string) => Where | null {
  return (entityType) => linkedAccess(access, entityType, catalogue)?.where('read') ?? null;
}

function onlyReadable({ fields, funnels }: ConditionFields, { read }: FieldAccess): ConditionFields {
  return { funnels, fields: read === 'all' ? fields : fields.filter(({ key }) => namesField(read, key)) };
}

function linkedAccess(access: TypeAccess, entityType: string, catalogue: Catalogue): TypeAccess | undefined {
  const type = catalogue.get(entityType);
  return type && new TypeAccess(access.caller, type, catalogue, access.environment.now);
}
