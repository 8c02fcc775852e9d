import { Injectable } from '@nestjs/common';
import { TimeRules } from '../services/rules/time/follow.ts';
import { TimeIndexes } from '../services/rules/time/indexes.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** How often it looks, in milliseconds: every second sweep. */
const PERIOD = 9_000;

/** Sets off the rules whose time has come. */
@Injectable()
export class TimeSweeper implements Sweeper {
  readonly sweeper = 'time';
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly rules: TimeRules) {}

  async sweep(): Promise<void> {
    if (performance.now() - this.lookedAt < PERIOD) return;
    this.lookedAt = performance.now();
    await this.rules.follow();
  }
}

/** Makes the indexes by which rules find what their time has come for. */
@Injectable()
export class RuleIndexHandler implements JobHandler {
  readonly queue = 'jobs';
  readonly job = 'rule-indexes';

  constructor(private readonly indexes: TimeIndexes) {}

  handle(): Promise<void> {
    return this.indexes.bring();
  }
}
