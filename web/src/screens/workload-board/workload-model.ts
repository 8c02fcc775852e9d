import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';

/** A count of records of one owner in one stage. */
export interface LoadCount {
  owner: string | null;
  stage: string;
  count: number;
}

export interface LoadCell {
  count: number;
  /** Over the norm of their stage. */
  late: number;
}

export interface LoadRow extends LoadCell {
  /** Null for records that nobody owns. */
  owner: string | null;
  /** In the order of the stages. */
  cells: LoadCell[];
}

/** Rows of a report grouped by owner and stage, as counts. */
export function countsOf(rows: readonly { [key: string]: unknown }[]): LoadCount[] {
  return rows.map((row) => ({
    owner: typeof row.$owner === 'string' ? row.$owner : null,
    stage: String(row.$stage),
    count: Number(row.count),
  }));
}

/** Who has how much in which stage: the most laden first, what nobody owns last. */
export function workloadOf(
  all: readonly LoadCount[],
  late: readonly LoadCount[],
  stages: readonly string[],
): LoadRow[] {
  const owners = [...new Set(all.filter(({ stage }) => stages.includes(stage)).map(({ owner }) => owner))];
  const count = (counts: readonly LoadCount[], owner: string | null, stage: string) =>
    counts.find((each) => each.owner === owner && each.stage === stage)?.count ?? 0;
  return owners
    .map((owner) => {
      const cells = stages.map((stage) => ({ count: count(all, owner, stage), late: count(late, owner, stage) }));
      return { owner, cells, ...sumOf(cells) };
    })
    .sort((left, right) => Number(left.owner === null) - Number(right.owner === null) || right.count - left.count);
}

/** Several cells together. */
export const sumOf = (cells: readonly LoadCell[]): LoadCell => ({
  count: cells.reduce((sum, cell) => sum + cell.count, 0),
  late: cells.reduce((sum, cell) => sum + cell.late, 0),
});

/** The records behind a figure. */
export function behindFigure(
  base: ConditionGroup,
  { owner, stage, late }: { owner?: string | null; stage?: string; late?: ConditionGroup | null },
): ConditionGroup {
  const rules: (ConditionRule | ConditionGroup)[] = [base];
  if (owner === null) rules.push({ field: '$owner', operator: 'null' });
  else if (owner !== undefined) rules.push({ field: '$owner', operator: '=', value: owner });
  if (stage !== undefined) rules.push({ field: '$stage', operator: '=', value: stage });
  if (late) rules.push(late);
  return { combinator: 'and', rules };
}
