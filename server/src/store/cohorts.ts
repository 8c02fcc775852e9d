import { all, bind, type Where } from './where.ts';

/** Records created in [from, to), among those that meet `where`. */
export interface Cohort {
  entityType: string;
  from: Date | null;
  to: Date | null;
  where: Where | null;
}

/** The records of a cohort among those of its type: what a report counts, and what its lists show. */
export function cohortWhere({ from, to, where }: Omit<Cohort, 'entityType'>): Where | null {
  const created = (operator: '>=' | '<', at: Date | null): Where | null =>
    at && ((params, alias = 'r') => `${alias}.created_at ${operator} ${bind(params, at)}::timestamptz`);
  return all(created('>=', from), created('<', to), where);
}
