import type { Caller } from '@etapa/shared/access/caller';
import { fieldAccess } from '@etapa/shared/access/fields';
import { ACTIONS, type Action } from '@etapa/shared/access/grant';
import { grantsFor } from '@etapa/shared/access/may';
import { stageAccess } from '@etapa/shared/access/stages';
import type { Permission } from '@etapa/shared/api/auth';

/** What a person's roles ever allow, by entity type: which buttons and fields a screen offers. Rows are not told apart. */
export function permissions(caller: Caller): Permission[] {
  const byType = new Map<string, Set<Action>>();
  for (const role of caller.allRoles) {
    if (!caller.roles.includes(role.key)) continue;
    for (const { entityType, actions } of role.grants) {
      const allowed = byType.get(entityType) ?? new Set();
      for (const action of actions) allowed.add(action);
      byType.set(entityType, allowed);
    }
  }
  return [...byType].map(([entityType, allowed]) => ({
    entityType,
    actions: ACTIONS.filter((action) => allowed.has(action)),
    ...bounds(caller, entityType),
  }));
}

function bounds(caller: Caller, entityType: string): Pick<Permission, 'fields' | 'stages'> {
  const { allRoles } = caller;
  const { read, write } = fieldAccess(caller, entityType, allRoles, () => true);
  const { enter, leave } = stageAccess(caller, entityType, allRoles);
  const create = stageAccess(caller, entityType, allRoles, 'create').enter;
  const seen = grantsFor(caller, 'read', entityType, allRoles).map(({ stages }) => stages?.see);
  const see = seen.includes(undefined) ? 'all' : seen.flatMap((keys) => keys ?? []);
  const fields = named({ read, write });
  const stages = named({ see, enter, leave, create });
  return { ...(fields ? { fields } : {}), ...(stages ? { stages } : {}) };
}

/** The lists that name something; undefined where all of them take in everything. */
function named(lists: { [list: string]: 'all' | Iterable<string> }): { [list: string]: string[] } | undefined {
  const bound = Object.entries(lists).flatMap(([list, keys]): [string, string[]][] =>
    keys === 'all' ? [] : [[list, [...keys]]],
  );
  return bound.length === 0 ? undefined : Object.fromEntries(bound);
}
