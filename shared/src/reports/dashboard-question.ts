import { check } from '../conditions/check.ts';
import type { ConditionGroup, ConditionRule } from '../conditions/condition.ts';
import type { ConditionSchema } from '../conditions/context.ts';
import { datasetSchema } from './dataset-fields.ts';
import { type Days, type Preset, presetDays, presetOf, rangeOf } from './periods.ts';
import type { ReportQuery } from './query.ts';

/** Conditions by the types whose records they are asked of. */
interface TypeFilters {
  [entityType: string]: ConditionGroup;
}

/** What narrows every report of a dashboard. */
export interface DashboardQuestion extends Days {
  /** Records of this person. */
  owner?: string;
  /** Records of this team. */
  team?: string;
  filters?: TypeFilters;
}

/** A question as it is kept with a dashboard: a period that moves with the days, instead of days. */
export interface KeptQuestion extends DashboardQuestion {
  period?: Preset;
}

/** A question as it is to be kept: this month stays this month. @param today `YYYY-MM-DD` */
export function keptOf({ from, to, owner, team, filters }: DashboardQuestion, today: string): KeptQuestion {
  const period = from || to ? presetOf({ from, to }, today) : undefined;
  return {
    ...(period ? { period } : { ...(from ? { from } : {}), ...(to ? { to } : {}) }),
    ...(owner ? { owner } : {}),
    ...(team ? { team } : {}),
    ...(filters && Object.keys(filters).length > 0 ? { filters } : {}),
  };
}

/** What a kept question asks on a day. @param today `YYYY-MM-DD` */
export const askedOn = ({ period, ...question }: KeptQuestion, today: string): DashboardQuestion =>
  period ? { ...question, ...presetDays(period, today) } : question;

/** When the rows of each dataset happened. */
const TIMES: { [Name in ReportQuery['dataset']]: string } = {
  records: '$createdAt',
  stageVisits: 'visit.enteredAt',
  tasks: 'task.createdAt',
  events: 'event.at',
  contacts: 'contact.at',
};

/** A report's query narrowed to the days, the person or team and the condition chosen for the whole dashboard. */
export function narrowedQuery(query: ReportQuery, question: DashboardQuestion): ReportQuery {
  const { from, to } = rangeOf(question);
  const field = TIMES[query.dataset];
  const condition = filterOf(question, query.entityType);
  const rules: (ConditionRule | ConditionGroup)[] = [
    ...(from ? [{ field, operator: '>=', value: from } as const] : []),
    ...(to ? [{ field, operator: '<', value: to } as const] : []),
    ...(question.owner ? [{ field: '$owner', operator: '=', value: question.owner } as const] : []),
    ...(condition ? [condition] : []),
  ];
  const team = question.team ? { team: question.team } : {};
  if (rules.length === 0) return question.team ? { ...query, ...team } : query;
  const own = query.filter && query.filter.rules.length > 0 ? [query.filter] : [];
  return { ...query, ...team, filter: { combinator: 'and', rules: [...own, ...rules] } };
}

/** Types may be called as what every object has. */
const filterOf = ({ filters = {} }: DashboardQuestion, entityType: string): ConditionGroup | undefined =>
  Object.hasOwn(filters, entityType) ? filters[entityType] : undefined;

/** Why a report does not follow the conditions of its dashboard: they are all of other types, or its rows have no such thing. */
export type NotNarrowed = 'otherType' | 'cannot';

/**
 * What of a question a report can follow, and why not the rest.
 *
 * @param schema of the report's type
 */
export function askable(
  query: Pick<ReportQuery, 'dataset' | 'entityType'>,
  { filters, ...question }: DashboardQuestion,
  schema: ConditionSchema,
): { question: DashboardQuestion; not: NotNarrowed | null } {
  const condition = filterOf({ filters }, query.entityType);
  if (!condition) return { question, not: filters && Object.keys(filters).length > 0 ? 'otherType' : null };
  const faults = check(condition, datasetSchema(query.dataset, schema), { path: '' });
  if (faults.length > 0) return { question, not: 'cannot' };
  return { question: { ...question, filters }, not: null };
}
