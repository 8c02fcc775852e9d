import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { addSums, type BoardCard, type Column, type Columns } from './columns.ts';

/** One row of a board: cards with the same owner or choice. */
export interface Lane<Card extends BoardCard> {
  /** Null for cards without a value. */
  value: string | null;
  count: number;
  sums: Column<Card>['sums'];
  columns: Column<Card>[];
}

/** Fields that lanes can be laid by, besides the owner. */
export const laneFields = (type: EntityType): Field[] =>
  type.fields.filter(({ kind, retired }) => !retired && (kind === 'select' || kind === 'user'));

/** What lanes are laid by; a field that is no lane any more lays none. */
export const lanesBy = (type: EntityType, wanted: string | undefined): string | undefined =>
  wanted === '$owner' || laneFields(type).some(({ key }) => key === wanted) ? wanted : undefined;

/** The filter of one lane. */
export function laneFilter(filter: ConditionGroup | undefined, laneBy: string, value: string | null): ConditionGroup {
  const rule: ConditionRule =
    value === null ? { field: laneBy, operator: 'null' } : { field: laneBy, operator: '=', value };
  return { combinator: 'and', rules: filter ? [filter, rule] : [rule] };
}

/**
 * The lanes of a board, with one for every option of a choice, be it empty: cards can be dropped there.
 * Options in their order; people by how many cards they have; cards without a value last.
 *
 * @param stages keys in the funnel's order
 */
export function lanesOf<Card extends BoardCard>(
  { columns, laneBy }: Columns<Card>,
  type: EntityType,
  stages: readonly string[],
): Lane<Card>[] {
  const found = new Map<string | null, Column<Card>[]>();
  for (const column of columns) {
    const lane = column.lane ?? null;
    found.set(lane, [...(found.get(lane) ?? []), column]);
  }
  const options = type.fields.find(({ key }) => key === laneBy)?.options ?? [];
  const offered = options.filter((option) => !option.retired).map(({ key }) => key);
  const known = [...found.keys()].filter((value) => value !== null && !offered.includes(value));
  return [...offered, ...known, null].map((value) => {
    const own = found.get(value) ?? [];
    const cells = stages.map(
      (stage): Column<Card> =>
        own.find((column) => column.stage === stage) ?? {
          stage,
          lane: value,
          count: 0,
          sums: {},
          items: [],
          nextCursor: null,
        },
    );
    return { value, columns: cells, ...totalOf(cells) };
  });
}

/** Count and sums of several columns together. */
export function totalOf<Card extends BoardCard>(
  columns: readonly Column<Card>[],
): Pick<Column<Card>, 'count' | 'sums'> {
  const sums: Column<Card>['sums'] = {};
  for (const column of columns) {
    for (const [field, sum] of Object.entries(column.sums)) sums[field] = addSums(sums[field], sum);
  }
  return { count: columns.reduce((sum, { count }) => sum + count, 0), sums };
}

/** The board with a column for every cell that a lane shows, so that cards can be put into empty ones. */
export function withEveryCell<Card extends BoardCard>(
  board: Columns<Card>,
  type: EntityType,
  stages: readonly string[],
): Columns<Card> {
  if (board.laneBy === undefined) return board;
  return { ...board, columns: lanesOf(board, type, stages).flatMap(({ columns }) => columns) };
}
