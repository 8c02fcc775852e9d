import { Clock } from '../config/clock.ts';
import type { TestApp } from './app.ts';

/** The clock of a test application, which stands still unless a test moves it. */
export class SimulatedClock {
  private time: number;

  constructor(app: Pick<TestApp, 'get'>, start: string) {
    this.time = Date.parse(start);
    Object.assign(app.get(Clock), { now: () => this.now() });
  }

  now(): Date {
    return new Date(this.time);
  }

  /** @param to ISO 8601, be it in the past */
  set(to: string): void {
    this.time = Date.parse(to);
  }

  /** @param by milliseconds */
  advance(by: number): void {
    this.time += by;
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
