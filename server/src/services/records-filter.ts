import { namesField } from '@etapa/shared/access/fields';
import type { Behind } from '@etapa/shared/api/behind';
import { check } from '@etapa/shared/conditions/check';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ConditionEnvironment, ConditionFields } from '@etapa/shared/conditions/context';
import { filterWhere, searchWhere } from '../store/access.ts';
import type { Catalogue } from '../store/entity-types-catalogue.ts';
import { all, type Where } from '../store/where.ts';
import { TypeAccess } from './access.ts';
import { refused } from './refusal-error.ts';
import { behindWhere } from './reports/behind.ts';

/** What narrows a list, a board or an export. `behind` is a figure of a report, whose records are wanted. */
export interface Narrowing {
  filter?: ConditionGroup;
  q?: string;
  behind?: Behind;
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
  { filter, q, behind }: Narrowing,
  catalogue: Catalogue,
): Where | null {
  const environment = readableEnvironment(access, catalogue);
  if (filter) {
    const faults = check(filter, environment.schema, { path: '/filter' });
    if (faults.length > 0) throw refused('invalid_condition', `The filter has faults: ${faults.length}.`, faults);
  }
  const seen = seenOf(access, catalogue);
  return all(
    access.where('read'),
    action === 'read' ? null : access.where(action),
    filter && (filter.not || filter.rules.length > 0) ? filterWhere(filter, environment, seen) : null,
    q?.trim() ? searchWhere(q, searched(access)) : null,
    behind ? behindWhere(behind, { access, environment, seen }) : null,
  );
}

/** What is searched for this person: what they may not read must not be found out. */
function searched(access: TypeAccess): Parameters<typeof searchWhere>[1] {
  if (access.everywhere().read === 'all') return 'everything';
  return access.readsTitles() ? 'title' : 'number';
}

/** What a person's own conditions may speak of: fields they may not read are unknown to them. */
export function readableEnvironment(access: TypeAccess, catalogue: Catalogue): ConditionEnvironment {
  return {
    ...access.environment,
    schema: {
      ...onlyReadable(access),
      linkedType: (key) => {
        const linked = linkedAccess(access, key, catalogue);
        return linked && onlyReadable(linked);
      },
    },
  };
}

/** What the person may see of records of other types, which links lead to. */
export function seenOf(access: TypeAccess, catalogue: Catalogue): (entityType: string) => Where | null {
  return (entityType) => linkedAccess(access, entityType, catalogue)?.where('read') ?? null;
}

function onlyReadable(access: TypeAccess): ConditionFields {
  const { fields, funnels } = access.type.definition;
  const { read } = access.everywhere();
  return {
    funnels,
    fields: read === 'all' ? fields : fields.filter(({ key }) => namesField(read, key)),
    titleHidden: !access.readsTitles(),
  };
}

function linkedAccess(access: TypeAccess, entityType: string, catalogue: Catalogue): TypeAccess | undefined {
  const type = catalogue.get(entityType);
  return type && new TypeAccess(access.caller, type, catalogue, access.environment.now);
}
