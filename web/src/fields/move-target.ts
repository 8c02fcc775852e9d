import type { RecordView } from '@etapa/shared/api/records';
import type { Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';

/** Where a record is to go, and what goes with it. */
export interface MoveTarget {
  stage: string;
  funnel?: string;
  after?: string | null;
  doc?: Doc;
  /** The record as it was last seen: refused with `version_conflict` once somebody else has moved it. */
  version?: number;
}

/** A move that waits for what its stage asks for. */
export interface Asking {
  record: RecordView;
  target: MoveTarget;
  stage: Stage;
  keys: string[];
  done: (record: RecordView | null) => void;
  fail: (error: unknown) => void;
}
