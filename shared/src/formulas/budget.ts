import type { Position } from './formula.ts';

/** How much one evaluation may do. The same everywhere: no clock is asked, so a formula never works on one machine alone. */
export interface Limits {
  /** Steps: about one per operation, element and 32 characters. 200,000 take some 25 ms of a server's core. */
  steps: number;
  /** Functions that call functions. */
  depth: number;
  /** Characters of any text that arises. */
  text: number;
}

export const LIMITS: Limits = { steps: 200_000, depth: 100, text: 1_000_000 };

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

  /** Walking a value through all its parts; shared parts count as often as they are met, as a walk meets them. */
  walk(value: unknown): void {
    this.spend(1);
    if (typeof value === 'string') this.read(value);
    else if (Array.isArray(value)) for (const item of value) this.walk(item);
    else if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      for (const [key, item] of Object.entries(value)) {
        this.read(key);
        this.walk(item);
      }
    }
  }
}
