import type { WorkingClock } from './working-time.ts';

/** A stage as the report needs it. `position` counts the stages that are not lost, from 1; 0 for lost ones. */
export interface ReportStage {
  stage: string;
  group: 'open' | 'won' | 'lost';
  position: number;
  /** Of the stage's own clock. */
  normSeconds: number | null;
  /** Where the norm is meant in working time. */
  clock: WorkingClock | null;
}

/** SQL expressions over `r` that the report sums: numeric, with the currency's code where it differs by record. */
export interface SummedField {
  key: string;
  value: string;
  currency: string | null;
}

export interface StageRow {
  stage: string;
  entered: number;
  current: number;
  lostHere: number;
  furthest: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
  overNorm: number;
  overNormRecords: number;
  overNormNow: number;
}

export interface SumRow {
  /** `current:<stage>`, `won` or `lost:<reason>`; a loss without a reason is `lost:`. */
  slice: string;
  field: string;
  currency: string | null;
  sum: string | null;
  median: string | null;
}

export interface FunnelTotals {
  won: number;
  lost: number;
  open: number;
  medianCycleSeconds: number | null;
  lossReasons: { reason: string | null; count: number }[];
}

export interface FunnelRead {
  stages: StageRow[];
  totals: FunnelTotals;
  sums: SumRow[];
}
