import { Injectable } from '@nestjs/common';
import { TimeRules } from '../services/rules/time/follow.ts';
import { TimeIndexes } from '../services/rules/time/indexes.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Sets off the rules whose time has come. */
@Injectable()
export class TimeSweeper implements Sweeper {
  readonly sweeper = 'time';

  constructor(private readonly rules: TimeRules) {}

  sweep(): Promise<void> {
    return this.rules.follow();
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
