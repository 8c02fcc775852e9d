import type { Behind } from '@etapa/shared/api/behind';
import type { Display, View, ViewList } from '@etapa/shared/api/views';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';

/** What a saved view and an address both can say of how records are shown. */
export interface Shown {
  filter?: ConditionGroup;
  q?: string;
  sort?: string;
  funnel?: string;
  /** Lanes of a board: a field, or `$owner`. */
  groupBy?: string;
  dateField?: string;
  span?: 'month' | 'week';
}

/** What a board, a table, a calendar shows, in its address: shareable, and kept by the back button. */
export interface RecordsSearch extends Shown {
  /** Id of a saved view, or `all` for none where one would open first. */
  view?: string;
  /** The address alone says what is shown: the view has been departed from. */
  changed?: true;
  /** The figure of a report whose records are shown. */
  behind?: Behind;
  /** The day a calendar is at. */
  day?: string;
  /** Number of the record open as a panel. */
  card?: number;
  /** A new record's form is open. */
  new?: true;
}

/** No saved view, though one opens first. */
export const NO_VIEW = 'all';

/** Reads an address; what makes no sense in it is left out. */
export function recordsSearch(search: Record<string, unknown>): RecordsSearch {
  const number = Number(search.card);
  return {
    funnel: text(search.funnel),
    filter: condition(search.filter),
    q: text(search.q),
    sort: text(search.sort),
    groupBy: text(search.groupBy),
    dateField: text(search.dateField),
    span: search.span === 'week' || search.span === 'month' ? search.span : undefined,
    view: text(search.view),
    changed: search.changed ? true : undefined,
    behind: figure(search.behind),
    day: text(search.day),
    card: Number.isInteger(number) && number > 0 ? number : undefined,
    new: search.new ? true : undefined,
  };
}

/** The part of an address that a view can hold. */
export function shownOf({ filter, q, sort, funnel, groupBy, dateField, span }: Shown): Shown {
  return { filter, q, sort, funnel, groupBy, dateField, span };
}

/** What a saved view shows. */
function shownIn(view: View): Shown {
  return {
    filter: view.filter ?? undefined,
    q: view.q ?? undefined,
    sort: view.sort ?? undefined,
    funnel: view.funnel ?? undefined,
    groupBy: view.groupBy ?? undefined,
    dateField: view.dateField ?? undefined,
    span: view.span ?? undefined,
  };
}

/** Whether the address says nothing of its own, so that what opens first may open. */
export const isBare = (search: RecordsSearch): boolean =>
  search.view === undefined &&
  !search.changed &&
  search.behind === undefined &&
  Object.values(shownOf(search)).every((value) => value === undefined);

const sameShown = (left: Shown, right: Shown): boolean =>
  JSON.stringify(shownOf(left)) === JSON.stringify(shownOf(right));

/** What is shown: by the view alone until it is departed from. */
export function effective(search: RecordsSearch, view: View | undefined): Shown {
  return view && !search.changed ? shownIn(view) : shownOf(search);
}

/** The address after something is shown differently; back at what the view says, it names the view alone. */
export function departed(search: RecordsSearch, view: View | undefined, change: Partial<Shown>): RecordsSearch {
  const next = { ...effective(search, view), ...change };
  const { card, day, behind, new: fresh } = search;
  const rest = { card, day, behind, new: fresh, view: view?.id ?? search.view };
  if (view && sameShown(next, shownIn(view))) return rest;
  return { ...rest, ...next, ...(view ? { changed: true as const } : {}) };
}

const RECORDS_SCREENS: { [Name in Display]: true } = { board: true, table: true, calendar: true, workload: true };

export const isRecordsScreen = (name: string): boolean => name in RECORDS_SCREENS;

/** What goes along from one way to look at records to another: the same ones. */
export function carried(address: Record<string, unknown>, views: ViewList | undefined): RecordsSearch {
  const search = recordsSearch(address);
  const { filter, q } = effective(
    search,
    views?.items.find(({ id }) => id === search.view),
  );
  return { filter, q, ...(views?.defaultId ? { view: NO_VIEW } : {}) };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** The shape alone: the server checks the rest and says what is wrong. */
const condition = (value: unknown): ConditionGroup | undefined =>
  value && typeof value === 'object' && 'rules' in value && Array.isArray(value.rules)
    ? (value as ConditionGroup)
    : undefined;

const figure = (value: unknown): Behind | undefined =>
  value && typeof value === 'object' && 'report' in value ? (value as Behind) : undefined;
