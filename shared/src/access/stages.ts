import type { ConditionGroup } from '../conditions/condition.ts';
import type { Grant, Person, Role } from './grant.ts';
import { grantsFor } from './may.ts';

/** The part of a funnel that access reads: role keys that may see, enter and leave each stage. */
export interface FunnelRights {
  key: string;
  stages: readonly { key: string; rights?: { see?: string[]; enter?: string[]; leave?: string[] } }[];
}

/** Stages a person's roles let them enter and leave: `all`, or keys (`stage`, `funnel/stage`). */
export interface StageAccess {
  enter: 'all' | readonly string[];
  leave: 'all' | readonly string[];
}

/**
 * What the roles of a person say of entering and leaving stages.
 *
 * @param action over every grant that lets them do this: move cards, or make new ones
 */
export function stageAccess(
  person: Person,
  entityType: string,
  roles: readonly Role[],
  action: 'move' | 'create' = 'move',
): StageAccess {
  const stages = grantsFor(person, action, entityType, roles).map((grant) => grant.stages ?? {});
  const union = (lists: (string[] | undefined)[]): 'all' | string[] =>
    lists.some((list) => list === undefined) ? 'all' : [...new Set(lists.flatMap((list) => list ?? []))];
  return { enter: union(stages.map(({ enter }) => enter)), leave: union(stages.map(({ leave }) => leave)) };
}

/** Whether a list of stages takes in this one. */
export const namesStage = (list: 'all' | readonly string[], funnel: string, stage: string): boolean =>
  list === 'all' || list.includes(stage) || list.includes(`${funnel}/${stage}`);

/** Leaves out stages whose `rights.see` names none of the person's roles; null when there are none. */
export function hiddenStages(person: Person, funnels: readonly FunnelRights[]): ConditionGroup | null {
  const hidden = funnels.flatMap((funnel) =>
    funnel.stages
      .filter(({ rights }) => rights?.see && !rights.see.some((role) => person.roles.includes(role)))
      .map((stage) => inStage(`${funnel.key}/${stage.key}`)),
  );
  return hidden.length === 0 ? null : { combinator: 'or', not: true, rules: hidden };
}

/** Records in the stages a grant lets see, and records in no stage; null where it names none. */
export function visibleStages(grant: Grant): ConditionGroup | null {
  const see = grant.stages?.see;
  if (!see) return null;
  return { combinator: 'or', rules: [{ field: '$stage', operator: 'null' }, ...see.map(inStage)] };
}

function inStage(name: string): ConditionGroup {
  const slash = name.indexOf('/');
  const stage = { field: '$stage', operator: '=' as const, value: name.slice(slash + 1) };
  if (slash < 0) return { combinator: 'and', rules: [stage] };
  return { combinator: 'and', rules: [{ field: '$funnel', operator: '=', value: name.slice(0, slash) }, stage] };
}
