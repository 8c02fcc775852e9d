import type { Position } from './formula.ts';
import { isEntries } from './types.ts';

/** How much one evaluation may do. The same everywhere: no clock is asked, so a formula never works on one machine alone. */
export interface Limits {
  /** Steps: about one per operation, element and 32 characters. 100,000 take some 10 to 30 ms of a server's core. */
  steps: number;
  /** Functions that call functions. */
  depth: number;
  /** Characters of any text that arises. */
  text: number;
}

export const LIMITS: Limits = { steps: 100_000, depth: 100, text: 1_000_000 };

const DEEPEST_VALUE = 200;

/** Ends an evaluation; never leaves this room. */
export class Stop extends Error {
  readonly position: Position | undefined;

  constructor(message: string, position?: Position) {
    super(message);
    this.position = position;
  }
}

/** Counts what an evaluation does and stops it before it does too much. */
export class Budget {
  private left: number;
  private calls = 0;
  readonly limits: Limits;

  constructor(limits: Limits) {
    this.limits = limits;
    this.left = limits.steps;
  }

  /** Called before the work is done, so that a single operation cannot run away either. */
  spend(steps: number): void {
    this.left -= steps;
    if (!(this.left >= 0)) throw new Stop('The formula does too much: it was stopped.');
  }

  enter(): void {
    this.calls += 1;
    if (this.calls > this.limits.depth) throw new Stop('Functions of the formula call each other too deeply.');
  }

  leave(): void {
    this.calls -= 1;
  }

  /** Reading, copying or comparing this text once. */
  read(text: string): void {
    if (text.length > this.limits.text) throw new Stop('A text in the formula grows too long.');
    this.spend(text.length >> 5);
  }

  /**
   * Walking a value through all its parts. Shared parts count as often as they are met, as a walk meets them;
   * a value that contains itself (`for i in 1..2 return partial`) is too deep.
   */
  walk(value: unknown, depth = 0): void {
    this.spend(1);
    if (depth > DEEPEST_VALUE) throw new Stop('A value in the formula is nested too deeply.');
    if (typeof value === 'string') this.read(value);
    else if (Array.isArray(value)) for (const item of value) this.walk(item, depth + 1);
    else if (isEntries(value)) {
      for (const [key, item] of Object.entries(value)) {
        this.read(key);
        this.walk(item, depth + 1);
      }
    }
  }
}
