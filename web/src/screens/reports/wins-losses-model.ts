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

interface Trait {
  field: string;
  key: unknown;
  won: number;
  lost: number;
}

/** Fewest records on a side that say anything, and how far apart the shares have to be. */
const FEWEST = 5;
const APART = 0.1;
const MOST = 12;

/**
 * Values whose share of the won and of the lost differs by ten points or more, the furthest apart first. Of too few
 * records nothing is said; values that are empty are no trait, nor are those of a field that only one side has: why
 * something was lost is not what it has in common.
 */
export function commonTraits(
  found: readonly Trait[],
  { won, lost }: { won: number; lost: number },
): (Trait & { side: 'won' | 'lost' })[] {
  if (won < FEWEST || lost < FEWEST) return [];
  const given = found.filter(({ key }) => key !== null);
  const hasBoth = (name: string) =>
    (['won', 'lost'] as const).every((side) => given.some((trait) => trait.field === name && trait[side] > 0));
  return given
    .filter(({ field }) => hasBoth(field))
    .map((trait) => ({ ...trait, apart: trait.won / won - trait.lost / lost }))
    .filter(({ apart, ...trait }) => Math.abs(apart) >= APART && trait.won + trait.lost >= FEWEST)
    .sort((one, other) => Math.abs(other.apart) - Math.abs(one.apart))
    .slice(0, MOST)
    .map(({ apart, ...trait }) => ({ ...trait, side: apart > 0 ? 'won' : 'lost' }));
}
