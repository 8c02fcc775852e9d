interface Outcome {
  key: unknown;
  won: number;
  lost: number;
}

/** Counts by group and outcome put side by side, the commonest group first, with how many were won and lost in all. */
export function outcomesOf(rows: readonly { [key: string]: unknown }[], group: string) {
  const outcomes = new Map<unknown, Outcome>();
  for (const row of rows) {
    const key = row[group] ?? null;
    const outcome = outcomes.get(key) ?? { key, won: 0, lost: 0 };
    outcomes.set(key, outcome);
    if (row.$stageGroup === 'won') outcome.won += Number(row.count);
    if (row.$stageGroup === 'lost') outcome.lost += Number(row.count);
  }
  const list = [...outcomes.values()].sort((one, other) => other.won + other.lost - one.won - one.lost);
  const sum = (side: 'won' | 'lost') => list.reduce((all, outcome) => all + outcome[side], 0);
  return { rows: list, won: sum('won'), lost: sum('lost') };
}
