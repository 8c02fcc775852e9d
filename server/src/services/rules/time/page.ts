import type { WorkingHours } from '@etapa/shared/definition/working-time';
import type { Reached, TimeRule } from '../../../store/time-rules.ts';

/** A record that a rule is to be asked about, because its time has come. */
export interface Due {
  rule: TimeRule;
  recordId: string;
  /** What sets the rule off: it fires once for each. */
  key: string;
  at: Date;
  /** What formulas see as `trigger`. */
  trigger: object;
  /** How far the rule has been followed once this is done. */
  reached: Reached;
}

/** The next records of a rule whose time has come, in the order of their times. */
export interface Page {
  rule: TimeRule;
  due: Due[];
  /** Whether there are more after these. */
  isFull: boolean;
  /** How far the rule has been followed once all of these are done and there are no more; null: as far as the last. */
  end: Reached | null;
  /** The next version takes over then. */
  isOver?: boolean;
}

/** The time as it is now, to all who follow it. */
export interface Now {
  now: Date;
  timeZone: string;
  /** When the organisation works. */
  hours?: WorkingHours;
  /** Most records of a page. */
  limit: number;
}
