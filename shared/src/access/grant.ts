import type { ConditionGroup } from '../conditions/condition.ts';

export const ACTIONS = ['read', 'create', 'update', 'move', 'delete', 'export', 'design'] as const;

export type Action = (typeof ACTIONS)[number];

/** What a role may do with one entity type, or with all (`*`). */
export interface Grant {
  entityType: string;
  actions: Action[];
  /** Whose records. `team`: of the person's team, of teams they lead, and of the teams below those. */
  scope: 'own' | 'team' | 'all' | ConditionGroup;
  /** Where a role names fields, those it does not name stay closed. Absent: every field. */
  fields?: { read?: string[]; write?: string[] };
  /** Stage keys, or `funnel/stage` where two funnels share a key. Absent: every stage. */
  stages?: { see?: string[]; enter?: string[]; leave?: string[] };
}

export interface Role {
  key: string;
  name: string;
  grants: Grant[];
}

/** A signed-in person as access sees them: the keys of their roles. */
export interface Person {
  id: string;
  roles: readonly string[];
}
