import type { Behind } from '@etapa/shared/api/behind';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { ComparisonSearch } from '../screens/reports/comparison-search.ts';
import type { ReportSearch } from '../screens/reports/report-controls.tsx';

/** A word of an address; what looks like a number is one, too. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

export const ruleView = (value: unknown): 'canvas' | 'list' | undefined =>
  value === 'canvas' || value === 'list' ? value : undefined;

interface NewRuleSearch {
  stage?: string;
  funnel?: string;
  like?: string;
  view?: 'canvas' | 'list';
}

/** What a new rule begins with. */
export const newRuleSearch = (search: Record<string, unknown>): NewRuleSearch => ({
  stage: text(search.stage),
  funnel: text(search.funnel),
  like: text(search.like),
  view: ruleView(search.view),
});

/** The shape alone: the server checks the rest and says what is wrong. */
const condition = (value: unknown): ConditionGroup | undefined =>
  value && typeof value === 'object' && 'rules' in value && Array.isArray(value.rules)
    ? (value as ConditionGroup)
    : undefined;

/** Conditions by name; undefined where there is none. */
function conditions(value: unknown): { [name: string]: ConditionGroup } | undefined {
  const given = value && typeof value === 'object' ? Object.entries(value) : [];
  const known = given.flatMap(([name, one]) => {
    const group = condition(one);
    return group ? [[name, group] as const] : [];
  });
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

/** Where to go after signing in: only a path of ours, never another site. */
export const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

interface TasksSearch {
  new?: true;
  whose?: string;
  status?: string;
  view?: string;
}

interface RunsSearch {
  entityType?: string;
  rule?: string;
  record?: string;
  status?: string;
}

/** A report being built, or the saved one that is open. */
interface AnalysisSearch {
  query?: object;
  picture?: string;
  report?: string;
}

/** Which dashboard, and what narrows everything on it. */
interface DashboardSearch {
  id?: string;
  /** The reader's own question, also where it asks for everything: not the one kept with the dashboard. */
  own?: boolean;
  from?: string;
  to?: string;
  owner?: string;
  team?: string;
  /** By entity type. */
  filters?: { [entityType: string]: ConditionGroup };
}

interface ForecastSearch {
  by?: string;
  dateField?: string;
  amountField?: string;
  owner?: string;
  team?: string;
  filter?: ConditionGroup;
}

/** What a funnel report is compared with, and how it is shown. */
interface FunnelReportSearch extends ReportSearch, ComparisonSearch {
  picture?: string;
}

export function reportSearch(search: Record<string, unknown>): ReportSearch {
  return {
    funnel: text(search.funnel),
    from: text(search.from),
    to: text(search.to),
    filter: condition(search.filter),
    owner: text(search.owner),
    team: text(search.team),
  };
}

export const tasksSearch = (search: Record<string, unknown>): TasksSearch => ({
  new: search.new ? true : undefined,
  whose: text(search.whose),
  status: text(search.status),
  view: text(search.view),
});

export const runsSearch = (search: Record<string, unknown>): RunsSearch => ({
  entityType: text(search.entityType),
  rule: text(search.rule),
  record: text(search.record),
  status: text(search.status),
});

export const dashboardSearch = (search: Record<string, unknown>): DashboardSearch => ({
  id: text(search.id),
  own: search.own ? true : undefined,
  from: text(search.from),
  to: text(search.to),
  owner: text(search.owner),
  team: text(search.team),
  filters: conditions(search.filters),
});

export const funnelReportSearch = (search: Record<string, unknown>): FunnelReportSearch => ({
  ...reportSearch(search),
  vs: text(search.vs),
  vsFrom: text(search.vsFrom),
  vsTo: text(search.vsTo),
  vsOwner: text(search.vsOwner),
  vsTeam: text(search.vsTeam),
  picture: text(search.picture),
});

export const forecastSearch = (search: Record<string, unknown>): ForecastSearch => ({
  by: text(search.by),
  dateField: text(search.dateField),
  amountField: text(search.amountField),
  owner: text(search.owner),
  team: text(search.team),
  filter: condition(search.filter),
});

/** A figure whose list is shown, and the number of the record that is open beside it. */
export const rowsSearch = (search: Record<string, unknown>): { behind?: Behind; card?: number } => ({
  behind: search.behind && typeof search.behind === 'object' ? (search.behind as Behind) : undefined,
  card: typeof search.card === 'number' && search.card > 0 ? search.card : undefined,
});

export const analysisSearch = (search: Record<string, unknown>): AnalysisSearch => ({
  query: search.query && typeof search.query === 'object' ? search.query : undefined,
  picture: text(search.picture),
  report: text(search.report),
});
