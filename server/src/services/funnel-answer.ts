import type { FunnelRead, ReportStage, SumRow } from '../store/funnel-read.ts';

type Sum = number | { [currency: string]: number };
interface Sums {
  [field: string]: Sum;
}

/** The funnel report as it is answered, in the funnel's order. */
export function funnelAnswer(stages: ReportStage[], { stages: rows, totals, sums }: FunnelRead, amount?: string) {
  const byStage = new Map(rows.map((row) => [row.stage, row]));
  const reached = reachedOf(stages, (stage) => byStage.get(stage)?.furthest ?? 0);
  const path = stages.filter(({ position }) => position > 0);
  const first = path[0] ? reached.get(path[0].stage) : undefined;
  const { won, lost, open, medianCycleSeconds } = totals;
  const bySlice = (slice: string, value: 'sum' | 'median' = 'sum') =>
    sumsOf(
      sums.filter((row) => row.slice === slice),
      value,
    );
  return {
    created: won + lost + open,
    won,
    lost,
    open,
    winRate: ratio(won, won + lost),
    medianCycleSeconds,
    wonSums: bySlice('won'),
    wonMedians: bySlice('won', 'median'),
    stages: stages.map(({ stage, position, normSeconds }) => {
      const row = byStage.get(stage);
      const here = reached.get(stage) ?? null;
      const previous = path[position - 2];
      return {
        stage,
        entered: row?.entered ?? 0,
        reached: here,
        current: row?.current ?? 0,
        currentSums: bySlice(`current:${stage}`),
        lostHere: row?.lostHere ?? 0,
        conversionFromPrevious:
          here === null ? null : previous ? ratio(here, reached.get(previous.stage)) : ratio(here, here),
        conversionFromFirst: here === null ? null : ratio(here, first),
        medianSeconds: row?.medianSeconds ?? null,
        p90Seconds: row?.p90Seconds ?? null,
        normSeconds,
        overNorm: row?.overNorm ?? 0,
        overNormRecords: row?.overNormRecords ?? 0,
        overNormNow: row?.overNormNow ?? 0,
      };
    }),
    lossReasons: totals.lossReasons.map(({ reason, count }) => ({
      reason,
      count,
      sum: (amount !== undefined && bySlice(`lost:${reason ?? ''}`)[amount]) || 0,
    })),
  };
}

/** How many records came as far as each stage or further, by the furthest stage of each. */
function reachedOf(stages: ReportStage[], furthest: (stage: string) => number): Map<string, number> {
  const reached = new Map<string, number>();
  let beyond = 0;
  for (const { stage } of stages.filter(({ position }) => position > 0).reverse()) {
    beyond += furthest(stage);
    reached.set(stage, beyond);
  }
  return reached;
}

const ratio = (part: number, whole: number | undefined): number | null => (whole ? part / whole : null);

function sumsOf(rows: SumRow[], value: 'sum' | 'median'): Sums {
  const sums: Sums = {};
  for (const row of rows) {
    const number = Number(row[value]);
    const known = sums[row.field];
    if (row.currency === null) sums[row.field] = number;
    else sums[row.field] = { ...(typeof known === 'object' ? known : {}), [row.currency]: number };
  }
  return sums;
}
