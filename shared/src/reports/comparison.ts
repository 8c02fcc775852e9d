/** A figure of two reports, and by how much the first is above what it is compared with; null where either has none. */
export interface Compared {
  one: number | null;
  other: number | null;
  difference: number | null;
}

const TOTALS = ['created', 'open', 'won', 'lost', 'winRate', 'medianCycleSeconds'] as const;
const OF_STAGE = [
  'entered',
  'reached',
  'current',
  'lostHere',
  'conversionFromPrevious',
  'conversionFromFirst',
  'medianSeconds',
  'p90Seconds',
  'overNorm',
  'overNormNow',
] as const;

type Figures<Name extends string> = { readonly [Key in Name]: number | null };
export type ComparedTotal = (typeof TOTALS)[number];
export type ComparedOfStage = (typeof OF_STAGE)[number];

/** What a funnel report has to be compared by. */
export type ComparedReport = Figures<ComparedTotal> & {
  readonly stages: readonly (Figures<ComparedOfStage> & { stage: string })[];
  readonly lossReasons: readonly { reason: string | null; count: number }[];
};

/** Two reports of one funnel side by side: of two periods, people or teams. */
export function compareFunnels(one: ComparedReport, other: ComparedReport) {
  const stages = one.stages.map((stage) => {
    const counterpart = other.stages.find((each) => each.stage === stage.stage);
    return { stage: stage.stage, ...figuresOf(OF_STAGE, stage, counterpart) };
  });
  const countOf = (report: ComparedReport, reason: string | null) =>
    report.lossReasons.find((each) => each.reason === reason)?.count ?? 0;
  const reasons = [...new Set([...one.lossReasons, ...other.lossReasons].map(({ reason }) => reason))];
  return {
    totals: figuresOf(TOTALS, one, other),
    stages,
    lossReasons: reasons
      .map((reason) => ({ reason, count: compared(countOf(one, reason), countOf(other, reason)) }))
      .sort((a, b) => sizeOf(b.count) - sizeOf(a.count)),
  };
}

/** A figure of two reports side by side. */
export function compared(one: number | null, other: number | null): Compared {
  return { one, other, difference: one === null || other === null ? null : one - other };
}

function figuresOf<Name extends string>(
  names: readonly Name[],
  one: Figures<Name>,
  other: Figures<Name> | undefined,
): { [Key in Name]: Compared } {
  const entries = names.map((name) => [name, compared(one[name], other?.[name] ?? null)] as const);
  return Object.fromEntries(entries) as { [Key in Name]: Compared };
}

const sizeOf = ({ one, other }: Compared): number => (one ?? 0) + (other ?? 0);
